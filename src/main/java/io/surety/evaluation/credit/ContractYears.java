package io.surety.evaluation.credit;

import java.time.LocalDate;

/**
 * The years of a contract, counted from 0.
 *
 * @param start of the first version that was in force; years from 29 February begin on the 28th where there is no such day
 */
public record ContractYears(LocalDate start) {

    /** The year that a date lies in. */
    public int of(LocalDate date) {
        int years = date.getYear() - start.getYear();
        return date.isBefore(from(years)) ? years - 1 : years;
    }

    /** The first date of a year. */
    LocalDate from(int year) {
        return start.plusYears(year);
    }
}
