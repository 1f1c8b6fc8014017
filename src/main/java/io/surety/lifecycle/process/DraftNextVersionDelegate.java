package io.surety.lifecycle.process;

import io.surety.agreement.ReadDocument;
import io.surety.lifecycle.VersionLife;
import java.nio.charset.StandardCharsets;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code serviceTask_draftNextVersion} of {@code sla-in-force}. */
@Component
class DraftNextVersionDelegate implements JavaDelegate {

    private final VersionLife life;
    private final ReadDocument read;

    DraftNextVersionDelegate(VersionLife life, ReadDocument read) {
        this.life = life;
        this.read = read;
    }

    @Override
    public void execute(DelegateExecution execution) {
        byte[] document = Facts.text(execution, "document").getBytes(StandardCharsets.UTF_8);
        life.draftNext(read.read(document), Facts.by(execution));
    }
}
