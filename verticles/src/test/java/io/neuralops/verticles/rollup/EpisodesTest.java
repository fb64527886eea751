package io.neuralops.verticles.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.neuralops.models.incident.IncidentSeverity;
import io.neuralops.sql.store.TurnStore.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EpisodesTest {
    @Test
    void whatNeverWorkedCannotBreak() {
        assertThat(Episodes.find(Optional.empty(), false, turns(true, false, true), true)
                        .begun())
                .hasSize(1);
        assertThat(Episodes.find(Optional.empty(), false, turns(true, false, true), false)
                        .begun())
                .hasSize(2);
    }

    @Test
    void oneThatWasOpenEndsWithTheNextGoodTurn() {
        Episodes.Found found = Episodes.find(Optional.of(turn(0, true)), true, turns(true, false, true), true);

        assertThat(found.endOfOpen()).contains(at(2));
        assertThat(found.begun()).singleElement().satisfies(one -> {
            assertThat(one.opening().at()).isEqualTo(at(3));
            assertThat(one.end()).isNull();
        });
    }

    /** Wherever it is taken up again, the same follows as from the beginning. */
    @Property
    void whatFollowsDoesNotDependOnWhereOneBegins(@ForAll @Size(min = 1, max = 30) List<Boolean> bad) {
        List<Turn> all = turns(bad.toArray(Boolean[]::new));
        List<Episodes.Episode> whole =
                Episodes.find(Optional.empty(), false, all, true).begun();
        for (int cut = 1; cut < all.size(); cut++) {
            List<Episodes.Episode> before = Episodes.find(Optional.empty(), false, all.subList(0, cut), true)
                    .begun();
            Episodes.Episode last = before.isEmpty() ? null : before.getLast();
            boolean open = last != null && last.end() == null;
            Episodes.Found rest =
                    Episodes.find(Optional.of(all.get(cut - 1)), open, all.subList(cut, all.size()), true);
            List<Episodes.Episode> together = new ArrayList<>(before);
            if (open) {
                together.set(
                        together.size() - 1,
                        new Episodes.Episode(last.opening(), rest.endOfOpen().orElse(null)));
            }
            together.addAll(rest.begun());
            assertThat(together).isEqualTo(whole);
        }
    }

    private static List<Turn> turns(Boolean... bad) {
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i < bad.length; i++) {
            turns.add(turn(i + 1, bad[i]));
        }
        return turns;
    }

    private static Turn turn(int number, boolean bad) {
        return new Turn("r" + number, 1, bad, at(number), IncidentSeverity.UNRATED);
    }

    private static Instant at(int minute) {
        return Instant.parse("2025-06-02T10:00:00Z").plusSeconds(60L * minute);
    }
}
