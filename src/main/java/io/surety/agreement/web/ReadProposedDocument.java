package io.surety.agreement.web;

import io.surety.agreement.Agreements;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.ReadProposal;
import io.surety.agreement.Version;
import io.surety.agreement.document.AgreementDocument;
import io.surety.agreement.document.Spec;
import io.surety.party.Caller;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** By the same steps as a draft, but for the rules of who may draft when. */
@Component
class ReadProposedDocument implements ReadProposal {

    private final ReadDocument reader;
    private final Agreements agreements;
    private final ForeignCalendars calendars;

    ReadProposedDocument(ReadDocument reader, Agreements agreements, ForeignCalendars calendars) {
        this.reader = reader;
        this.agreements = agreements;
        this.calendars = calendars;
    }

    @Override
    public ParsedDocument read(byte[] text, @Nullable String contentType, String agreement, Caller caller) {
        Version newest = agreements.visible(agreement, caller);
        ParsedDocument document = reader.read(text, DocumentBody.format(contentType));
        sameAgreement(document.document(), newest);
        calendars.refuse(document, caller);
        return document;
    }

    private static void sameAgreement(AgreementDocument document, Version newest) {
        Spec now = document.spec();
        Spec then = newest.document().spec();
        if (!document.metadata().name().equals(newest.ref().agreement())) {
            throw wrong(
                    "/metadata/name",
                    "name-changed",
                    "the agreement is " + newest.ref().agreement());
        }
        if (!now.provider().id().equals(then.provider().id())
                || !now.customer().id().equals(then.customer().id())) {
            throw wrong("/spec/parties", "sides-changed", "an agreement stays between one provider and one customer");
        }
    }

    private static Refusal wrong(String path, String code, String message) {
        return Refusal.invalid(
                "document-invalid",
                "the document cannot be the next content: " + message,
                List.of(new Diagnostic(path, code, message)));
    }
}
