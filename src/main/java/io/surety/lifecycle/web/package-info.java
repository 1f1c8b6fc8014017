/** The life of a version over REST. */
@NullMarked
package io.surety.lifecycle.web;

import org.jspecify.annotations.NullMarked;
