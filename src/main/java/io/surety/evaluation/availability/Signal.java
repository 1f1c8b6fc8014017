package io.surety.evaluation.availability;

import io.surety.shared.Interval;
import java.util.List;

/**
 * What a source says about a service over the judged span.
 *
 * @param down may overlap, and reach beyond the span
 * @param unknown spans of which it says nothing
 * @param events how many events it rests on; 0 where a source has none
 */
public record Signal(List<Down> down, List<Interval> unknown, long events) {}
