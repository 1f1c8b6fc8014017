/** Who I am, who there is, and when I am away. */
@NullMarked
package io.surety.party.web;

import org.jspecify.annotations.NullMarked;
