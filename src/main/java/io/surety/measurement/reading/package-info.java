/** Readings: measurements that are nothing but numbers. They come in great numbers, and are stored by kind and day. */
@NullMarked
package io.surety.measurement.reading;

import org.jspecify.annotations.NullMarked;
