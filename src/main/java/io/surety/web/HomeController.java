package io.surety.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page after the login: what she can do here. */
@Controller
class HomeController {

    private final List<HomeEntry> entries;

    HomeController(List<HomeEntry> entries) {
        this.entries = entries.stream()
                .sorted(Comparator.comparingInt(HomeEntry::order))
                .toList();
    }

    @GetMapping("/")
    String home(Model model, HttpServletRequest request) {
        model.addAttribute(
                "entries",
                entries.stream().filter(entry -> entry.isFor(request)).toList());
        return "web/home";
    }
}
