/** What services that are made of others come to together ({@code domain.md} 5.5, 7.7). */
@NullMarked
package io.surety.evaluation.composite;

import org.jspecify.annotations.NullMarked;
