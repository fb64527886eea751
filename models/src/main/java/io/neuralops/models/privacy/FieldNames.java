package io.neuralops.models.privacy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the name of a field says of its value. Case and separators don't matter. */
final class FieldNames {
    private static final String PERSONS =
            "owner actor author assignee committer creator login requester reviewer sender"
                    + " triggeringactor triggeredby startedby createdby user username firstname lastname surname givenname"
                    + " familyname fullname displayname maintainer approver contact person employee customer";
    /** What may follow such a name: {@code author_name}, {@code committer_login}. */
    private static final String[] DETAILS = {"", "name", "login", "username", "id"};

    private static final Lexicon PERSON = persons();
    private static final Lexicon EMAIL = Lexicon.of("email emailaddress mailaddress");
    private static final Lexicon PHONE =
            Lexicon.of("phone phonenumber telephone mobilenumber mobilephone cellphone msisdn");
    private static final Lexicon IP = Lexicon.of("ip ipaddress ipaddr clientip remoteaddr remoteip sourceip hostip");
    private static final Lexicon CARD = Lexicon.of("cardnumber creditcard creditcardnumber");
    private static final Lexicon NATIONAL =
            Lexicon.of("ssn socialsecuritynumber nationalid taxid passport passportnumber");

    private FieldNames() {}

    /** What the value of a field is that names it by its key; null if the key says nothing. */
    static @Nullable Kind kind(String name) {
        if (PERSON.flags(hash(name, 0)) != 0) {
            return Kind.PERSON;
        }
        if (SecretNames.is(name, 0, name.length())) {
            return Kind.SECRET;
        }
        // The whole name, or its last word, or its last two: "contact_email", "client.ip.address".
        int last = lastWord(name, name.length());
        Kind kind = kind(hash(name, last));
        kind = kind == null && last > 0 ? kind(hash(name, lastWord(name, last - 1))) : kind;
        return kind == null ? kind(hash(name, 0)) : kind;
    }

    private static @Nullable Kind kind(long hash) {
        return EMAIL.flags(hash) != 0
                ? Kind.EMAIL
                : PHONE.flags(hash) != 0
                        ? Kind.PHONE
                        : IP.flags(hash) != 0
                                ? Kind.IP
                                : CARD.flags(hash) != 0
                                        ? Kind.CARD
                                        : NATIONAL.flags(hash) != 0 ? Kind.NATIONAL_ID : null;
    }

    private static int lastWord(String name, int to) {
        int from = to;
        while (from > 0 && Letters.isAsciiLetter(name.charAt(from - 1))) {
            from--;
        }
        return from;
    }

    private static long hash(String name, int from) {
        long hash = Lexicon.START;
        for (int i = from; i < name.length(); i++) {
            char c = name.charAt(i);
            hash = Character.isLetterOrDigit(c) ? Lexicon.with(hash, c) : hash;
        }
        return hash;
    }

    private static Lexicon persons() {
        Lexicon.Builder persons = new Lexicon.Builder();
        for (String person : List.of(PERSONS.split(" "))) {
            for (String detail : DETAILS) {
                persons.add(List.of(person + detail), 1);
            }
        }
        return persons.build();
    }
}
