package io.neuralops.models.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found, and what is left alone. Numbers of cards and people are from the standards' own examples, or made up. */
class DetectionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "connection from 203.0.113.7 refused | 203.0.113.7",
                "dial tcp 10.0.0.5:5432: timeout | 10.0.0.5",
                "peer 2001:db8:85a3::8a2e:370:7334 left | 2001:db8:85a3::8a2e:370:7334",
                "at 6e40:4041:c617:e898:c11:40d2:c669:2eb4 | 6e40:4041:c617:e898:c11:40d2:c669:2eb4",
                "from fe80::1ff:fe23:4567:890a%eth0 | fe80::1ff:fe23:4567:890a",
                "ip=[203.0.113.7] | 203.0.113.7",
                "host 1.2.3.4 is down | 1.2.3.4"
            })
    void addresses(String text, String value) {
        finds(Kind.IP, text, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "paid with 4111111111111111 today | 4111111111111111",
                "4111 1111 1111 1111 | 4111 1111 1111 1111",
                "5555-5555-5555-4444 | 5555-5555-5555-4444",
                "3782 822463 10005 | 3782 822463 10005",
                "my card 6759649826438453 | 6759649826438453",
                "card_number=30569309025904 | 30569309025904",
                "visa-4111111111111111 | 4111111111111111"
            })
    void cards(String text, String value) {
        finds(Kind.CARD, text, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "to GB82WEST12345698765432 please | GB82WEST12345698765432",
                "DE89 3704 0044 0532 0130 00 | DE89 3704 0044 0532 0130 00",
                "fr1420041010050500013m02606 | fr1420041010050500013m02606",
                "NO9386011117947 | NO9386011117947",
                "IBAN:MT84MALT011000012345MTLCAST001S | MT84MALT011000012345MTLCAST001S"
            })
    void accounts(String text, String value) {
        finds(Kind.IBAN, text, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SSN: 460-89-9847 | 460-89-9847",
                "social security number 460899847 | 460899847",
                "DNI 12345678Z | 12345678Z",
                "CPF 529.982.247-25 | 529.982.247-25",
                "personnummer 811218-9876 | 811218-9876",
                "hetu 131052-308T | 131052-308T",
                "codice RSSMRA85T10A562S | RSSMRA85T10A562S",
                "NINO QQ123456C or AB123456C | AB123456C",
                "11010519491231002X | 11010519491231002X",
                "nir 255081416802538 | 255081416802538"
            })
    void nationalIds(String text, String value) {
        finds(Kind.NATIONAL_ID, text, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+49 30 901820 | +49 30 901820",
                "call me at 0494 92 82 32 | 0494 92 82 32",
                "(602)272-9781 | (602)272-9781",
                "345-899-3560x4587 | 345-899-3560x4587",
                "Fax: 9498777106 | 9498777106",
                "+46 (0)8 928 571 38 | +46 (0)8 928 571 38",
                "416 60 039 office | 416 60 039"
            })
    void phones(String text, String value) {
        finds(Kind.PHONE, text, value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl! | eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
                "key AKIAIOSFODNN7EXAMPLE leaked | AKIAIOSFODNN7EXAMPLE",
                "ghp_0123456789abcdefghijABCDEFGHIJ012345 | ghp_0123456789abcdefghijABCDEFGHIJ012345",
                "Authorization: Bearer abc.def-123456 | abc.def-123456",
                "Authorization: Basic Ym9iOmh1bnRlcjI= | Ym9iOmh1bnRlcjI=",
                "password=hunter2 failed | hunter2",
                "PASSWORD=Hunter2 | Hunter2",
                "DB_PASSWORD: hunter2 | hunter2",
                "{\"password\": \"two words\"} | two words",
                "{\\\"apiKey\\\":\\\"k-1\\\"} | k-1",
                "mysql --password s3cret -h db | s3cret",
                "https://ci:t0p@git.example.com/x | ci:t0p",
                "?access_token=abcdef&x=1 | abcdef",
                "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY | wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
            })
    void secrets(String text, String value) {
        finds(Kind.SECRET, text, value);
    }

    @Test
    void privateKeysAreTakenWholeAndCutOffOnesToTheEnd() {
        String key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAK\n-----END RSA PRIVATE KEY-----";

        assertThat(Redactor.findings("a " + key + " b"))
                .containsExactly(new Finding(Kind.SECRET, 2, 2 + key.length(), key));
        assertThat(Redactor.findings(key.substring(0, 50)))
                .containsExactly(new Finding(Kind.SECRET, 0, 50, key.substring(0, 50)));
        assertThat(Redactor.findings("-----BEGIN CERTIFICATE-----\nMIIEowIBAAK\n-----END CERTIFICATE-----"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Signed-off-by: Jane Doe <x> | Jane Doe",
                "merged by Piotr Kuczynski today | Piotr Kuczynski",
                "Ask Mr. Leiva about it | Leiva",
                "my name is frank miller and | frank miller",
                "reviewed by JOHN SMITH | JOHN SMITH",
                "Why is Katrine so impulsive? | Katrine",
                "Karin M. Beike | Karin M. Beike",
                "Ludwig van Beethoven wrote | Ludwig van Beethoven",
                "Kri\u0161tof Nov\u00e1k said | Kri\u0161tof Nov\u00e1k"
            })
    void names(String text, String value) {
        finds(Kind.PERSON, text, value);
    }

    /** What logs are full of. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Using activesupport 4.2.11.1",
                "Using guava 10.0.29.14",
                "version 1.2.3.4",
                "requests==2.31.0.1",
                "com.acme:lib:1.2.3.4 not found",
                "lib-1.2.3.4.jar",
                "listening on 127.0.0.1:8080 and 0.0.0.0",
                "std::string ab::cd Foo::Bar",
                "at 12:34:56 on 2024-01-02",
                "run 4111111111111111",
                "trace_id=4539578763621486",
                "start=1556438896904101829,finish=1556438897602153497",
                "3d7e8b5a-4111-4111-8111-111111111111",
                "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "commit 0a1b2c3d4e5f60718293a4b5c6d7e8f901234567",
                "at io.neuralops.models.run.RunMerge.merge(RunMerge.java:42)",
                "Caused by: java.lang.IllegalStateException: Model not found",
                "SyntaxError: Unexpected token: name",
                "token: must not be blank",
                "password=$DB_PASSWORD secret=*** token=<redacted>",
                "Build failed: Travis CI, Jenkins and Jackson Databind",
                "Thu Apr 18 18:47:23 GMT 2019",
                "Receiving objects:  82% (54157/66044), 21.61 MiB",
                "OS name: \"mac os x\", version: \"10.13.3\", arch: \"x86_64\"",
                "exit status 137 after 3600 s, 100 % of 5551234 bytes",
                "ubuntu-latest",
                "dXNlciB0ZXN0IHN0ZXA gets no further"
            })
    void whatLogsAreFullOfStays(String text) {
        assertThat(Redactor.findings(text)).isEmpty();
    }

    private static void finds(Kind kind, String text, String value) {
        assertThat(Redactor.findings(text))
                .extracting(Finding::kind, Finding::value, found -> text.substring(found.from(), found.to()))
                .containsExactly(tuple(kind, value, value));
    }
}
