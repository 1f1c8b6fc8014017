package io.surety.web;

import io.surety.shared.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** A refusal on a page of our own: the page says why, in the words of the refusal. */
@ControllerAdvice(annotations = Controller.class)
@Order(0)
class PageRefusals {

    private final PageFrame frame;

    PageRefusals(PageFrame frame) {
        this.frame = frame;
    }

    @ExceptionHandler
    ModelAndView refused(Refusal refusal, HttpServletRequest request) {
        HttpStatus status = Problems.status(refusal.kind());
        ModelAndView page = new ModelAndView("web/error", status);
        page.addObject("status", status.value());
        page.addObject("key", status == HttpStatus.NOT_FOUND ? "web.error.notFound" : "web.error.refused");
        page.addObject("reason", refusal.reason());
        page.addObject("diagnostics", refusal.diagnostics());
        // Spring does not ask the frame for a page that an exception leads to.
        page.addObject("menu", frame.menu(request));
        page.addObject("person", frame.person(request));
        return page;
    }
}
