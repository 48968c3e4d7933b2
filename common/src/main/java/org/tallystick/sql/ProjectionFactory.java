package org.tallystick.sql;

import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.table.data.RowData;

/** Makes a {@link ProjectionOperator} where it is to run. */
final class ProjectionFactory extends AbstractStreamOperatorFactory<RowData>
        implements OneInputStreamOperatorFactory<RowData, RowData> {

    private final Compiled all;
    private final Fallback fallback;
    private final RejectCounter counting;

    ProjectionFactory(Compiled all, Fallback fallback, RejectCounter counting) {
        this.all = all;
        this.fallback = fallback;
        this.counting = counting;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // As the interface has it.
    public <T extends StreamOperator<RowData>> T createStreamOperator(
            StreamOperatorParameters<RowData> parameters) {
        try {
            return (T) new ProjectionOperator(all, fallback, counting, parameters);
        } catch (Exception e) {
            throw new IllegalStateException("the compiled expressions cannot be loaded", e);
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // As the interface has it.
    public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader loader) {
        return ProjectionOperator.class;
    }
}
