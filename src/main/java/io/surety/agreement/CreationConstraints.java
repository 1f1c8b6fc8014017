package io.surety.agreement;

import io.surety.shared.Diagnostic;
import java.util.List;

/** What the template of a document asks of everything that is made from it, at its draft and at its acceptance. */
public interface CreationConstraints {

    /**
     * @return what the document does not meet, by path, with the code {@code creation-constraint}; one of code {@code
     *     unknown-template} if it names a template that there is not; empty if it was made from none
     */
    List<Diagnostic> check(ParsedDocument document);
}
