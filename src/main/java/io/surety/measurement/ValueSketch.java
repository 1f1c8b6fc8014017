package io.surety.measurement;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.DDSketches;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.store.SparseStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/**
 * What is kept of many values so that any percentile of them can be shown: a DDSketch (Masson, Rim and Lee, VLDB 2019).
 * Merging two gives exactly the sketch of all their values, in any order.
 */
public final class ValueSketch {

    /** A percentile that is shown lies within this share of the true value, above or below it. */
    public static final double RELATIVE_ERROR = 0.01;

    private final DDSketch sketch;

    private ValueSketch(DDSketch sketch) {
        this.sketch = sketch;
    }

    public static ValueSketch of(Collection<BigDecimal> values) {
        DDSketch sketch = DDSketches.sparse(RELATIVE_ERROR);
        values.forEach(value -> sketch.accept(value.doubleValue()));
        return new ValueSketch(sketch);
    }

    /** What {@link #bytes} wrote. */
    public static ValueSketch read(byte[] bytes) {
        try {
            return new ValueSketch(DDSketch.decode(ByteArrayInput.wrap(bytes), SparseStore::new));
        } catch (IOException e) {
            throw new UncheckedIOException("a stored sketch is readable", e);
        }
    }

    /** To be stored. */
    public byte[] bytes() {
        try {
            GrowingByteArrayOutput output = GrowingByteArrayOutput.withDefaultInitialCapacity();
            sketch.encode(output, false);
            return Arrays.copyOf(output.backingArray(), output.numWrittenBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("writing into memory does not fail", e);
        }
    }

    public ValueSketch mergedWith(ValueSketch other) {
        DDSketch both = sketch.copy();
        both.mergeWith(other.sketch);
        return new ValueSketch(both);
    }

    /**
     * About the value at a quantile.
     *
     * @param share in [0, 1]
     */
    public Optional<BigDecimal> quantile(double share) {
        return sketch.isEmpty()
                ? Optional.empty()
                : Optional.of(new BigDecimal(sketch.getValueAtQuantile(share), new MathContext(6)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ValueSketch that && Arrays.equals(bytes(), that.bytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes());
    }

    @Override
    public String toString() {
        return "ValueSketch of " + (long) sketch.getCount();
    }
}
