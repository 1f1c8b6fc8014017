package io.surety.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The login page; the login itself is in the hands of Spring Security. */
@Controller
class LoginController {

    @GetMapping("/login")
    String login() {
        return "web/login";
    }
}
