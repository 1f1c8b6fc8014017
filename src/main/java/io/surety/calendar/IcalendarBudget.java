package io.surety.calendar;

/** What the recurrences of one file may cost together, in dates that are looked at. */
final class IcalendarBudget {

    /** A rule that never occurs is looked for, too. */
    private static final int EACH_RULE = 1_000;

    private int left;

    IcalendarBudget(int left) {
        this.left = left;
    }

    /** How many dates the next rule may come to. */
    int ofNextRule() {
        take(EACH_RULE);
        return left;
    }

    /** @throws io.surety.shared.Refusal if there is no more of it */
    void take(int dates) {
        left -= dates;
        if (left < 0) {
            throw ReadIcalendar.tooLarge("recurrences that occur too often");
        }
    }
}
