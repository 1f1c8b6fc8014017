/** One's own messages, as a list and as a page. */
@NullMarked
package io.surety.notification.web;

import org.jspecify.annotations.NullMarked;
