package io.surety.agreement.document;

import java.math.BigDecimal;

/**
 * What is paid, without tax.
 *
 * @param amount not negative, at most the digits of the currency
 * @param currency ISO 4217
 */
public record Charges(BigDecimal amount, String currency, Per per) {}
