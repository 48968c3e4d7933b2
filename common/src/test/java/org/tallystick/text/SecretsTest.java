package org.tallystick.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    at jdbc:postgresql://u:s3cret@db:1/c failed | at jdbc:postgresql://u:***@db:1/c failed
                    jdbc:postgresql://db/c?user=u&password=s3cret&ssl=true | jdbc:postgresql://db/c?user=u&password=***&ssl=true
                    {token=s3cret, type=rest} | {token=***, type=rest}
                    AWS_SECRET_ACCESS_KEY=s3cret | AWS_SECRET_ACCESS_KEY=***
                    http://host:80/path?a=b at noon | http://host:80/path?a=b at noon
                    key = value, events=3 | key = value, events=3
                    """)
    void onlySecretsOfAddressesAndSettingsAreHidden(String text, String shown) {
        assertThat(Secrets.mask(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "jdbc.password",
                "ssl.key.password",
                "sasl.jaas.config",
                "basic-auth.user-info",
                "bearer-auth.token",
                "s3.secret-access-key",
                "credential"
            })
    void theNameTellsASecret(String name) {
        assertThat(Secrets.isSecret(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "bootstrap.servers", "oauth.token.endpoint.url", "type"})
    void whatIsAboutASecretIsNone(String name) {
        assertThat(Secrets.isSecret(name)).isFalse();
    }
}
