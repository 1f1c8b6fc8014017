package io.surety.testing;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.party.PersonId;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Brings versions into force at once, without their walk: for tests of what holds while one is in force. */
public final class IntoForce {

    private static final List<VersionState> WAY =
            List.of(VersionState.NEGOTIATING, VersionState.AGREED, VersionState.IN_APPROVAL, VersionState.APPROVED);

    private IntoForce() {}

    /** Drafts a document in a person's name and brings it into force. */
    public static VersionRef bring(Agreements agreements, ReadDocument documents, String text, PersonId by) {
        VersionRef ref = approve(agreements, documents, text, by);
        agreements.move(ref, VersionState.ACTIVE, by, "test");
        return ref;
    }

    /** Brings a draft into force in a person's name. */
    public static void bring(Agreements agreements, VersionRef draft, PersonId by) {
        approve(agreements, draft, by);
        agreements.move(draft, VersionState.ACTIVE, by, "test");
    }

    /** Drafts a text and brings it to where it may come into force. */
    public static VersionRef approve(Agreements agreements, ReadDocument documents, String text, PersonId by) {
        VersionRef ref = agreements
                .draft(documents.read(text.getBytes(StandardCharsets.UTF_8)), by)
                .ref();
        approve(agreements, ref, by);
        return ref;
    }

    /** Brings a draft to where it may come into force. */
    public static void approve(Agreements agreements, VersionRef draft, PersonId by) {
        for (VersionState next : WAY) {
            agreements.move(draft, next, by, "test");
        }
    }
}
