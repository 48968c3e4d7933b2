package org.tallystick.sql.checked;

import java.util.List;
import java.util.Optional;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.ArgumentCount;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.ConstantArgumentCount;
import org.apache.flink.table.types.inference.InputTypeStrategy;
import org.apache.flink.table.types.inference.Signature;
import org.apache.flink.table.types.inference.TypeInference;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

/**
 * An operation that is exact or fails with an {@link InexactException}.
 *
 * <p>Calls of it are put into the planner's trees with operands of the right types. Decimals are
 * handed over in the form that they have in rows, all else in that of Java. The result is null only
 * if an operand is, or where a call is asked for null in place of a failure.
 */
public abstract class CheckedFunction extends ScalarFunction {

    /** The type of the result; whether it is nullable does not matter. */
    protected abstract DataType resultType(CallContext call);

    /** Whether a failure is null, as in TRY_CAST. */
    protected boolean isNullable(CallContext call) {
        return call.getArgumentDataTypes().stream()
                .anyMatch(argument -> argument.getLogicalType().isNullable());
    }

    @Override
    public final TypeInference getTypeInference(DataTypeFactory factory) {
        return TypeInference.newBuilder()
                .inputTypeStrategy(new AsInRows())
                .outputTypeStrategy(this::output)
                .build();
    }

    private Optional<DataType> output(CallContext call) {
        var type = asInRows(resultType(call));
        return Optional.of(isNullable(call) ? type.nullable() : type.notNull());
    }

    private static DataType asInRows(DataType type) {
        return type.getLogicalType().is(LogicalTypeRoot.DECIMAL)
                ? type.bridgedTo(DecimalData.class)
                : type;
    }

    /** Takes all operands as they come. */
    private static final class AsInRows implements InputTypeStrategy {

        @Override
        public ArgumentCount getArgumentCount() {
            return ConstantArgumentCount.any();
        }

        @Override
        public Optional<List<DataType>> inferInputTypes(CallContext call, boolean throwOnFailure) {
            return Optional.of(
                    call.getArgumentDataTypes().stream().map(CheckedFunction::asInRows).toList());
        }

        @Override
        public List<Signature> getExpectedSignatures(FunctionDefinition definition) {
            return List.of(Signature.of(Signature.Argument.ofGroup("any")));
        }
    }
}
