package org.tallystick.jobs.local.runner;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.table.api.config.TableConfigOptions;
import org.apache.flink.table.client.cli.CliClient;
import org.apache.flink.table.client.cli.TerminalUtils;
import org.apache.flink.table.client.config.ResultMode;
import org.apache.flink.table.client.config.SqlClientOptions;
import org.apache.flink.table.client.gateway.Executor;
import org.apache.flink.table.client.gateway.SingleSessionManager;
import org.apache.flink.table.client.gateway.SqlExecutionException;
import org.apache.flink.table.gateway.SqlGateway;
import org.apache.flink.table.gateway.rest.util.SqlGatewayRestOptions;
import org.apache.flink.table.gateway.service.context.DefaultContext;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.NetUtils;
import org.jline.terminal.Terminal;
import org.tallystick.jobs.Failure;

/**
 * Flink's SQL client with a gateway of its own, both in this JVM, where the jobs of its statements
 * run, too.
 *
 * <p>It is put together here, of the parts that Flink's {@code sql-client.sh embedded} has, since
 * that takes its settings from a folder only.
 */
public final class SqlShell {
    private static final String HOST = "localhost";
    private static final String SESSION = "default";
    private static final String ENDPOINT = "sql-gateway.endpoint.rest.";

    private final Configuration settings;
    private final List<String> opening;
    private final Path history;

    /**
     * A shell.
     *
     * @param settings Flink's, with the runtime mode
     * @param opening statements that come before those of the user
     * @param history the file that keeps what was entered
     */
    public SqlShell(Configuration settings, List<String> opening, Path history) {
        this.settings = inThisJvm(settings);
        this.opening = opening;
        this.history = history;
    }

    private static Configuration inThisJvm(Configuration settings) {
        return InThisJvm.local(settings)
                // Operators of SQL have no address that outlives a statement.
                .set(PipelineOptions.AUTO_GENERATE_UIDS, true)
                .set(TableConfigOptions.LOCAL_TIME_ZONE, "UTC")
                .set(SqlClientOptions.EXECUTION_RESULT_MODE, ResultMode.TABLEAU);
    }

    /**
     * On the terminal of this process, or where that is none on its standard input and output.
     *
     * @throws BadInputException where an opening statement cannot be run, in one line
     */
    public void run(Console console) throws Exception {
        run(
                console.isTerminal()
                        ? CliClient.DEFAULT_TERMINAL_FACTORY
                        : () -> TerminalUtils.createDumbTerminal(System.in, System.out));
    }

    /**
     * Takes statements until there are no more, or {@code QUIT}.
     *
     * @throws BadInputException where an opening statement cannot be run, in one line
     */
    void run(Supplier<Terminal> terminal) throws Exception {
        try (var port = NetUtils.getAvailablePort()) {
            var context = new DefaultContext(settings, List.of());
            var gateway =
                    new SqlGateway(endpoint(port.getPort()), new SingleSessionManager(context));
            gateway.start();
            try {
                var address = InetSocketAddress.createUnresolved(HOST, port.getPort());
                talk(context, address, terminal);
            } finally {
                gateway.stop();
            }
        }
    }

    private Configuration endpoint(int port) {
        var own = new Configuration();
        own.setString(ENDPOINT + SqlGatewayRestOptions.ADDRESS.key(), HOST);
        own.setString(ENDPOINT + SqlGatewayRestOptions.BIND_ADDRESS.key(), HOST);
        own.setString(ENDPOINT + SqlGatewayRestOptions.PORT.key(), String.valueOf(port));
        own.setString(ENDPOINT + SqlGatewayRestOptions.BIND_PORT.key(), String.valueOf(port));
        var all = new Configuration(settings);
        all.addAll(own);
        return all;
    }

    private void talk(
            DefaultContext context, InetSocketAddress gateway, Supplier<Terminal> terminal)
            throws Exception {
        try (var executor = Executor.create(context, gateway, SESSION);
                var client = new CliClient(terminal, executor, history)) {
            for (var statement : opening) {
                configure(executor, statement);
            }
            client.executeInInteractiveMode();
        }
    }

    private static void configure(Executor executor, String statement) throws BadInputException {
        try {
            executor.configureSession(statement);
        } catch (SqlExecutionException e) {
            // The gateway sends what went wrong as a text.
            throw new BadInputException(Failure.ofTrace(ExceptionUtils.stringifyException(e)));
        }
    }
}
