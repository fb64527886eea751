package io.neuralops.gateway.demo;

import java.time.DayOfWeek;
import java.time.ZonedDateTime;

/** What makes a workflow run: people, who keep office hours, or a timer, which doesn't. */
enum Rhythm {
    OFFICE,
    TIMER;

    private static final double WEEKEND = 0.12;
    private static final double NIGHT = 0.12;
    private static final double EVENING = 0.45;
    private static final double DAY = 2.0;
    /** A timer's first hour of the day: after midnight, before anybody is at work. */
    private static final int TIMER_HOUR = 2;

    /** The runs to expect in the hour that begins at {@code hour}, of a workflow with so many on a working day. */
    double expected(double runsPerDay, ZonedDateTime hour) {
        return switch (this) {
            case OFFICE -> runsPerDay / 24 * busyness(hour);
            case TIMER -> isTimerHour(runsPerDay, hour.getHour()) ? 1 : 0;
        };
    }

    /** How busy people are: about 1 on average over a working day, and far less at night and on weekends. */
    static double busyness(ZonedDateTime time) {
        double ofDay = ofDay(time.getHour());
        return isWeekend(time) ? WEEKEND * ofDay : ofDay;
    }

    private static double ofDay(int hour) {
        if (hour < 7 || hour >= 22) {
            return NIGHT;
        }
        if (hour == 12) {
            return DAY / 1.5;
        }
        return hour >= 9 && hour < 18 ? DAY : EVENING;
    }

    private static boolean isWeekend(ZonedDateTime time) {
        return time.getDayOfWeek() == DayOfWeek.SATURDAY || time.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static boolean isTimerHour(double runsPerDay, int hour) {
        int every = Math.max(1, (int) Math.round(24 / runsPerDay));
        return Math.floorMod(hour - TIMER_HOUR, every) == 0;
    }
}
