package io.surety.evaluation.period;

import io.surety.evaluation.verdict.Verdict;

/** Where the ledger is read that a verdict is computed from. */
public final class LedgerLink {

    private LedgerLink() {}

    /**
     * The path over REST. It names the version, because two of them may hold in one period, and read its label each in a zone
     * of its own.
     *
     * @param label of the verdict's whole period: {@link CloseKey#of}
     */
    public static String of(Verdict verdict, String label) {
        return "/api/agreements/" + verdict.version().agreement() + "/terms/" + verdict.term() + "/ledger?period="
                + label
                + verdict.target().map(target -> "&target=" + target).orElse("")
                + "&part=" + verdict.version().number();
    }
}
