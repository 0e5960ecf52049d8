package theoria.core.model.registry;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * The moments [from, to) that a date means, in UTC.
 *
 * @param from the first
 * @param to the first after them
 */
record DateRange(Instant from, Instant to) {
    /**
     * Reads a year, a month, a day, or a time.
     *
     * @throws QueryException if it is none, naming the position
     */
    static DateRange parse(String text, int position) {
        try {
            if (text.matches("\\d{4}")) {
                Year year = Year.parse(text);
                return days(year.atDay(1), year.plusYears(1).atDay(1));
            }
            if (text.matches("\\d{4}-\\d\\d")) {
                YearMonth month = YearMonth.parse(text);
                return days(month.atDay(1), month.plusMonths(1).atDay(1));
            }
            if (text.matches("\\d{4}-\\d\\d-\\d\\d")) {
                LocalDate day = LocalDate.parse(text);
                return days(day, day.plusDays(1));
            }
            if (text.matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z?")) {
                String local = text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
                Instant moment = LocalDateTime.parse(local).toInstant(ZoneOffset.UTC);
                return new DateRange(moment, moment.plusNanos(1));
            }
        } catch (DateTimeException e) {
            throw wrong(text, position); // such as the 31st of February
        }
        throw wrong(text, position);
    }

    private static QueryException wrong(String text, int position) {
        return new QueryException(
                position,
                "found '"
                        + text
                        + "', expected a date such as 2026, 2026-11, 2026-11-30 or"
                        + " 2026-11-30T12:00:00Z");
    }

    private static DateRange days(LocalDate first, LocalDate after) {
        return new DateRange(
                first.atStartOfDay().toInstant(ZoneOffset.UTC),
                after.atStartOfDay().toInstant(ZoneOffset.UTC));
    }

    /** Whether a moment lies so to the range; a moment in it is equal to it. */
    boolean holds(Instant moment, Relation relation) {
        int side = moment.isBefore(from) ? -1 : moment.isBefore(to) ? 0 : 1;
        return relation.holds(side, 0);
    }
}
