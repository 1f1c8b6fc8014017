package io.surety.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/**
 * One thing that a person can do, in the menu and on the home page. A room with a page of its own adds a bean.
 *
 * @param order in the menu
 * @param key of its texts: {@code <key>.title} and {@code <key>.text} in the bundles
 * @param path where it is
 * @param roles of whom it is shown to, such as {@code operator} or {@code ADMIN}; empty shows it to everybody
 */
public record HomeEntry(int order, String key, String path, List<String> roles) {

    public HomeEntry {
        roles = List.copyOf(roles);
    }

    public boolean isFor(HttpServletRequest request) {
        return roles.isEmpty() || roles.stream().anyMatch(request::isUserInRole);
    }
}
