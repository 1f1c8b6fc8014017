package io.surety.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.logout.LogoutHandler;

/** The web applications keep their token against forged requests in a cookie with a path of its own. */
class ForgetWebappCookie implements LogoutHandler {

    @Override
    public void logout(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication login) {
        Cookie cookie = new Cookie("XSRF-TOKEN", "");
        cookie.setPath("/camunda");
        cookie.setMaxAge(0);
        cookie.setSecure(request.isSecure());
        response.addCookie(cookie);
    }
}
