package io.neuralops.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.neuralops.gateway.auth.LocalTokens;
import io.neuralops.gateway.config.Config;
import io.neuralops.gateway.config.Home;
import io.neuralops.gateway.demo.Simulation;
import io.neuralops.models.tenant.TenantId;
import io.neuralops.sql.postgres.PgSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what the service does, with a made-up organisation. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Start the service with the history of a made-up organisation, train, and predict.",
            "Its data is kept apart, in ./demo-data, and made anew each time (unless NEURALOPS_HOME is set)."
        },
        footer = {
            "",
            "Examples:",
            "  NEURALOPS_PORTS=9000 neuralops demo",
            "  neuralops demo --postgres",
            "  POSTGRES_DSN=postgres://postgres@localhost/postgres neuralops demo --postgres"
        })
final class DemoCommand implements Callable<Integer> {
    private static final Path OWN_HOME = Path.of("demo-data");

    private static final Logger LOG = LoggerFactory.getLogger(DemoCommand.class);

    private final Terminal terminal;
    private final ServiceAccess.Starter starter;

    @Option(names = "--once", description = "End after the first prediction instead of serving on.")
    private boolean once;

    @Option(
            names = "--postgres",
            description = {
                "Keep the rows in a PostgreSQL that is brought along (nothing has to be installed), or in the one that"
                        + " POSTGRES_DSN names if it is set, in the tenant 'local'.",
                "Without this the demo keeps them in files, whatever is set."
            })
    private boolean postgres;

    DemoCommand(Terminal terminal, ServiceAccess.Starter starter) {
        this.terminal = terminal;
        this.starter = starter;
    }

    @Override
    public Integer call() throws Exception {
        try (Shutdown shutdown = new Shutdown()) {
            Config config = config(shutdown);
            RunningService service = starter.start(config, terminal.clock());
            shutdown.later(service::close);
            LOG.info("{}", service.about());
            show(service, config, shutdown);
            terminal.out()
                    .println("The service is at " + String.join(" and ", service.urls())
                            + (once ? "" : "; open it in a browser. Ctrl-C stops it."));
            if (!once) {
                shutdown.await();
            }
        }
        return 0;
    }

    private void show(RunningService service, Config config, Shutdown shutdown) throws Exception {
        Api api = new Api(
                service.urls().getFirst(),
                () -> LocalTokens.mint(
                        service.tokens(),
                        LocalTokens.localAdmin(),
                        terminal.clock().instant(),
                        Duration.ofMinutes(10)));
        Simulation simulation = new Simulation(terminal.clock().instant());
        if (api.get("/runs?limit=1").path("items").isEmpty()) {
            new DemoFeed(terminal, api).feed(simulation);
            // It is nobody's: tenants that are taken on beside it may be answered from what it teaches.
            api.post("/sharing", Map.of("share_history", true));
            JsonNode model = TrainCommand.train(api, terminal, shutdown);
            terminal.out().println(TrainCommand.words(model, TenantId.LOCAL));
        } else {
            terminal.out().println("There are runs in " + config.home() + " already; they are left as they are.");
        }
        predict(api, simulation.exampleRunId());
    }

    private void predict(Api api, String run) throws Exception {
        JsonNode answer = api.post("/predict", Map.of("run_id", run));
        terminal.out().println("""

                A run is under way. How likely is it to fail? Paste this to ask:

                  curl -s %s/predict -H 'Content-Type: application/json' -d '{"run_id":"%s"}'

                The answer:
                %s
                """.formatted(api.url(), run, answer.toPrettyString()));
    }

    private Config config(Shutdown shutdown) {
        // Made-up data gets neither into a database nor into a Vault that happens to be set.
        Config config = Config.from(terminal.environment(), OWN_HOME).withSecretsInFiles();
        if (config.home().equals(OWN_HOME)) {
            DemoHome.makeAnew(OWN_HOME);
        }
        if (!postgres) {
            return config.on(null);
        }
        return config.postgres() == null ? config.on(broughtAlong(config.home(), shutdown)) : config;
    }

    private PgSettings broughtAlong(Path home, Shutdown shutdown) {
        Home.takeOrRefuse(home).close(); // so what runs in its folder is nobody's
        PostgresFolder.endLeftOver(PostgresFolder.of(home));
        DemoPostgres server = new DemoPostgres(home);
        shutdown.later(server::stop);
        terminal.err().println("Starting a PostgreSQL in " + PostgresFolder.of(home));
        PgSettings settings = server.start();
        terminal.out()
                .println(
                        "The rows are in a PostgreSQL of the demo's own, a schema for each tenant; to look at them: psql '"
                                + settings.service() + "'");
        return settings;
    }
}
