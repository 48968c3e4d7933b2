package org.tallystick.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartPlacesTest {

    @Test
    void everyPlaceToBeginTakesItsCase() {
        var noon = Instant.parse("2024-01-31T12:00:00Z");

        assertThat(
                        List.of(
                                new SourceSpec.Start.Committed(),
                                new SourceSpec.Start.Earliest(),
                                new SourceSpec.Start.Latest(),
                                new SourceSpec.Start.At(noon)))
                .extracting(start -> start.match(new PlaceName()))
                .containsExactly("committed", "earliest", "latest", noon.toString());
    }

    private record PlaceName() implements SourceSpec.Start.Places<String> {
        @Override
        public String committed() {
            return "committed";
        }

        @Override
        public String earliest() {
            return "earliest";
        }

        @Override
        public String latest() {
            return "latest";
        }

        @Override
        public String at(Instant timestamp) {
            return timestamp.toString();
        }
    }
}
