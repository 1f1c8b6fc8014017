package io.surety.workflow;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What the engine needs beyond the properties of {@code application.yaml}. */
@Component
class EngineSettings extends AbstractProcessEnginePlugin {

    private final ListableBeanFactory beans;
    private final ObjectProvider<GrantsOfGroup> grants;

    EngineSettings(ListableBeanFactory beans, ObjectProvider<GrantsOfGroup> grants) {
        this.beans = beans;
        this.grants = grants;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setBeans(new ModelBeans(beans));
        configuration.setResourceAuthorizationProvider(new AuthorizationsOfNewThings(grants));
        configuration.setPasswordEncryptor(new Argon2Passwords());
        List<CommandInterceptor> interceptors = new ArrayList<>(List.of(new ReadableRefusals(), new RetryOnConflict()));
        if (configuration.getCustomPreCommandInterceptorsTxRequired() != null) {
            interceptors.addAll(configuration.getCustomPreCommandInterceptorsTxRequired());
        }
        configuration.setCustomPreCommandInterceptorsTxRequired(interceptors);
    }
}
