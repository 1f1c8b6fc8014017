package io.surety.measurement;

import io.surety.party.Caller;
import io.surety.party.PersonId;
import io.surety.shared.Refusal;
import java.util.List;
import java.util.Optional;

/** The sources that may deliver, and whose they are. */
public interface Sources {

    /** Registers a source, or changes who reads it; the owner stays. */
    Source register(Source source, PersonId by);

    Optional<Source> find(String id);

    /** Asks the database only until it is; a source is never taken back. */
    boolean isRegistered(String id);

    /** @throws Refusal {@code not-found}, whether there is none or it is not hers to see */
    Source visible(String id, Caller caller);

    List<Source> visibleTo(Caller caller);
}
