package org.tallystick.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.table.runtime.generated.CompileUtils;
import org.junit.jupiter.api.Test;

class CompiledCodeTest {

    @Test
    void flinkKeepsWhatItHasCompiledUntilItIsToldToForgetIt() {
        var kept = compile();
        assertThat(compile()).isSameAs(kept);

        CompiledCode.forget();

        assertThat(compile()).isNotSameAs(kept);
    }

    private static Class<?> compile() {
        var loader = CompiledCodeTest.class.getClassLoader();
        return CompileUtils.compile(loader, "Nothing", "public class Nothing {}");
    }
}
