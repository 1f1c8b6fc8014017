/** What can be asked about calendars over REST: business time, and the days and targets on which one differs. */
@NullMarked
package io.surety.agreement.calendar;

import org.jspecify.annotations.NullMarked;
