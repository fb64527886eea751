package io.neuralops.gateway.demo;

import java.util.List;

/** Who starts runs. The names are colours and animals, so that nobody real is meant. */
final class People {
    private static final List<String> COLOURS = List.of("amber", "coral", "indigo", "olive", "scarlet", "teal");
    private static final List<String> ANIMALS = List.of("badger", "heron", "lynx", "otter");

    private People() {}

    /** Somebody of the team that owns the service. */
    static String pick(String service, Dice dice) {
        String colour = COLOURS.get(Organisation.services().indexOf(service));
        return colour + "." + dice.pick(ANIMALS) + "@example.com";
    }
}
