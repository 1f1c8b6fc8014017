package io.surety.approval;

import java.util.List;

/** The decision table {@code approval-matrix}. */
public interface ApprovalMatrix {

    /** The rows that apply to one side, in the table's order; never empty, or the table has a hole. */
    List<MatrixRow> rows(Side side, ApprovalFacts facts);
}
