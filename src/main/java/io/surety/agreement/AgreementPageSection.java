package io.surety.agreement;

import io.surety.party.Caller;
import java.util.Map;

/**
 * What another room shows on an agreement's page {@code /agreements/{name}}: a bean of it, found by the page.
 *
 * <p>The fragment is written in Thymeleaf with {@code th:fragment="name(section)"} and reads its values from {@code
 * section}, the {@link #model}. It writes texts with {@code th:text} only, so that they are escaped.
 */
public interface AgreementPageSection {

    /** Among the sections; verdicts 10, escalations 20, negotiation 30, reviews 40. */
    int order();

    /** The template without its ending, such as {@code escalation/agreement-section}. */
    String template();

    /** The fragment in the template. */
    String fragment();

    /**
     * What the fragment shows; an empty map leaves the section out.
     *
     * @param version that the page shows; the caller may see all of it
     */
    Map<String, Object> model(Version version, Caller caller);
}
