package io.neuralops.verticles.profiler.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.neuralops.models.failure.FailureException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may be asked. */
class GuardTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "[fe80::1]",
                "[febf::1]",
                "[fd00:ec2::254]",
                "100.100.100.200",
                "192.0.0.192",
                "168.63.129.16",
                "0.0.0.0",
                "0.1.2.3",
                "[::]",
                "224.0.0.1",
                "239.255.255.255",
                "255.255.255.255",
                "[ff02::1]",
                "[::ffff:169.254.169.254]",
                "[::ffff:a9fe:a9fe]",
                "[::169.254.169.254]",
                "[::ffff:0:a9fe:a9fe]",
                "[64:ff9b::a9fe:a9fe]",
                "[64:ff9b:1::1]",
                "[2002:a9fe:a9fe::1]",
                "[2001:0:1:2:3:4:5601:5601]",
                "[2002:7f00:1::]",
                "[64:ff9b::127.0.0.1]",
            })
    void someAddressesAreNobodys(String host) {
        // Even where the list names them.
        assertThatThrownBy(() -> guard(host).check(host(host), 80))
                .isInstanceOf(RefusedTarget.class)
                .hasMessageContaining("leads to");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2130706433",
                "0x7f000001",
                "0X7F000001",
                "0x7f.0.0.1",
                "0177.0.0.1",
                "017700000001",
                "127.1",
                "127.0.1",
                "1.2.3.4.5",
                "256.1.1.1",
                "1.2.3.04",
                "a.0x7f",
                "a.1",
                "[1.2.3.4]",
                "[fe80::1%eth0]",
                "[::g]",
                "[::",
                "::1",
                "a..b",
                ".a",
                "a.",
                "-a.example",
                "a b",
                "ä.example",
                "a/b",
                "a@b",
                "",
            })
    void addressesInDisguiseAreRefused(String host) {
        assertThatThrownBy(() -> Host.of("url", host)).isInstanceOf(FailureException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "api.internal, api.internal, 80, true",
        "API.Internal, api.internal, 80, true",
        "api.internal:8080, api.internal, 8080, true",
        "api.internal:8080, api.internal, 80, false",
        "*.internal, api.internal, 1, true",
        "*.internal, a.b.internal, 1, true",
        "*.internal, internal, 1, false",
        "*.internal, evilinternal, 1, false",
        "*.internal:443, api.internal, 80, false",
        "internal, api.internal, 80, false",
        "10.0.0.1, 10.0.0.1, 80, true",
        "10.0.0.1, 10.0.0.2, 80, false",
        "[2606:4700::1]:443, [2606:4700:0:0::1], 443, true",
        "[2606:4700::1], [2606:4700::2], 443, false",
    })
    void onlyHostsOnTheListAreAsked(String entry, String host, int port, boolean allowed) {
        Guard guard = new Guard(AllowList.of(List.of(entry)), name -> List.of(address("10.0.0.9")));
        if (allowed) {
            assertThatCode(() -> guard.resolve(host(host), port)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> guard.resolve(host(host), port)).hasMessageContaining("not on the list");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"*.10.0.0.1", "a:0", "a:65536", "a:x", "http://a", "*", "*.", "*.*.a", "a:1:2", "[::1", ""})
    void listsAreReadStrictly(String entry) {
        assertThatThrownBy(() -> AllowList.of(List.of(entry))).hasMessageStartingWith("allow");
    }

    @Test
    void loopbackIsOnlyWhatIsNamedSo() throws UnknownHostException {
        Guard guard = new Guard(
                AllowList.of(List.of("localhost", "127.0.0.1", "[::1]", "api.internal")),
                name -> List.of(address("127.0.0.1")));

        assertThat(guard.resolve(host("localhost"), 80)).containsExactly(address("127.0.0.1"));
        assertThat(guard.resolve(host("127.0.0.1"), 80)).hasSize(1);
        assertThat(guard.resolve(host("[::1]"), 80)).hasSize(1);
        assertThat(guard.resolve(host("[::ffff:127.0.0.1]"), 80)).containsExactly(address("127.0.0.1"));
        assertThatThrownBy(() -> guard.resolve(host("api.internal"), 80)).hasMessageContaining("this machine");
        assertThatThrownBy(() -> guard.resolve(host("127.0.0.2"), 80)).hasMessageContaining("not on the list");
    }

    @Test
    void oneBadAddressAmongGoodOnesIsEnough() {
        Guard guard = new Guard(
                AllowList.of(List.of("*.internal")), name -> List.of(address("10.1.1.1"), address("169.254.169.254")));

        assertThatThrownBy(() -> guard.resolve(host("api.internal"), 80))
                .isInstanceOf(RefusedTarget.class)
                .hasMessageContaining("169.254.169.254");
    }

    private static Guard guard(String host) {
        return new Guard(AllowList.of(List.of(host)), Resolver.SYSTEM);
    }

    private static Host host(String text) {
        return Host.of("url", text);
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }
}
