package io.surety.party;

/**
 * What a person does for an organisation, as documents and decision tables name it.
 *
 * @param name kebab-case, such as {@code service-level-manager}
 */
public record Role(String name) {

    public static final Role SERVICE_LEVEL_MANAGER = new Role("service-level-manager");
    public static final Role CUSTOMER_REPRESENTATIVE = new Role("customer-representative");
    public static final Role FINANCE_APPROVER = new Role("finance-approver");
    public static final Role LEGAL_APPROVER = new Role("legal-approver");
    public static final Role OPERATIONS_APPROVER = new Role("operations-approver");
    public static final Role THIRD_PARTY_MANAGER = new Role("third-party-manager");
    public static final Role THIRD_PARTY_CONTACT = new Role("third-party-contact");

    /** Id of the engine's group of those who hold this role in the organisation. */
    public String groupIn(OrganisationId organisation) {
        return organisation.value() + "." + name;
    }

    @Override
    public String toString() {
        return name;
    }
}
