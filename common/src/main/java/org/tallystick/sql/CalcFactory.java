package org.tallystick.sql;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.generated.GeneratedClass;
import org.apache.flink.table.runtime.generated.GeneratedOperator;
import org.apache.flink.table.runtime.operators.CodeGenOperatorFactory;

/** The planner's generated operator, in the form that {@code DataStream.transform} takes. */
final class CalcFactory extends CodeGenOperatorFactory<RowData>
        implements OneInputStreamOperatorFactory<RowData, RowData> {

    CalcFactory(GeneratedClass<?> generated) {
        super(
                new GeneratedOperator<OneInputStreamOperator<RowData, RowData>>(
                        generated.getClassName(),
                        generated.getCode(),
                        generated.getReferences(),
                        new Configuration()));
    }
}
