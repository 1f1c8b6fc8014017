package io.surety.calendar;

/** Why an event is not taken; the others are. */
final class IcalendarRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    IcalendarRefusal(String code, String message) {
        super(message);
        this.code = code;
    }

    String code() {
        return code;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
