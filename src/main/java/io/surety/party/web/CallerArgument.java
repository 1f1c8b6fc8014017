package io.surety.party.web;

import io.surety.party.Caller;
import io.surety.party.Parties;
import io.surety.party.PersonId;
import io.surety.shared.Refusal;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives a controller's method the {@link Caller} it declares, from the login of the request. */
@Component
class CallerArgument implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    static {
        // it comes from the login, so it is no parameter of the interface
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
    }

    private final ObjectProvider<Parties> parties;

    /** @param parties looked up when first used: the web layer starts before the engine that knows the logins */
    CallerArgument(ObjectProvider<Parties> parties) {
        this.parties = parties;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(Caller.class);
    }

    @Override
    public Caller resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Principal login = request.getUserPrincipal();
        if (login == null) {
            throw new Refusal(Refusal.Kind.FORBIDDEN, "login-needed", "this needs the login of a person");
        }
        return parties.getObject().caller(new PersonId(login.getName()));
    }
}
