package io.surety.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the frame of every page needs: the menu of the person who looks at it. */
@ControllerAdvice(annotations = Controller.class)
class PageFrame {

    private final List<HomeEntry> entries;

    PageFrame(List<HomeEntry> entries) {
        this.entries = entries.stream()
                .sorted(Comparator.comparingInt(HomeEntry::order))
                .toList();
    }

    @ModelAttribute("menu")
    List<HomeEntry> menu(HttpServletRequest request) {
        return request.getUserPrincipal() == null
                ? List.of()
                : entries.stream().filter(entry -> entry.isFor(request)).toList();
    }

    @ModelAttribute("person")
    String person(HttpServletRequest request) {
        return request.getUserPrincipal() == null
                ? ""
                : request.getUserPrincipal().getName();
    }

    @ModelAttribute("here")
    String here(HttpServletRequest request) {
        return request.getRequestURI();
    }
}
