package org.tallystick.query;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A node of the tree that Flink's parser makes of a query: one of Calcite's {@code SqlNode}s. A
 * list of nodes is a node, too.
 */
final class Syntax {
    private static final String PACKAGE = "org.apache.calcite.sql.";

    private final Object node;

    private Syntax(Object node) {
        this.node = node;
    }

    static Syntax of(Object node) {
        return new Syntax(node);
    }

    /** As Calcite names it: {@code SELECT}, {@code IDENTIFIER}, {@code OTHER_FUNCTION}. */
    String kind() {
        return HiddenCall.of(node, "getKind").toString();
    }

    boolean is(String kind) {
        return kind().equals(kind);
    }

    private boolean isOf(String type) {
        try {
            return node.getClass().getClassLoader().loadClass(PACKAGE + type).isInstance(node);
        } catch (ClassNotFoundException e) {
            throw HiddenCall.unknown(e);
        }
    }

    boolean isCall() {
        return isOf("SqlCall");
    }

    boolean isInterval() {
        return isOf("SqlIntervalLiteral");
    }

    /** In capitals, what a call calls; empty for all else. */
    String function() {
        return isCall()
                ? ((String) HiddenCall.of(HiddenCall.of(node, "getOperator"), "getName"))
                        .toUpperCase(Locale.ROOT)
                : "";
    }

    /** {@code DISTINCT} or {@code ALL} in a call's brackets. */
    Optional<String> quantifier() {
        return part("getFunctionQuantifier").map(Syntax::toString);
    }

    /** What a call is applied to, or the elements of a list; empty for all else. */
    List<Syntax> children() {
        if (isCall()) {
            return nodes(HiddenCall.of(node, "getOperandList"));
        }
        return isList() ? nodes(HiddenCall.of(node, "getList")) : List.of();
    }

    private boolean isList() {
        return isOf("SqlNodeList");
    }

    boolean isEmptyList() {
        return isList() && children().isEmpty();
    }

    private static List<Syntax> nodes(Object list) {
        return ((List<?>) list).stream().filter(Objects::nonNull).map(Syntax::new).toList();
    }

    /** This node and all below. */
    Stream<Syntax> all() {
        return Stream.concat(Stream.of(this), children().stream().flatMap(Syntax::all));
    }

    /** The first of this node and all below that is such. */
    Optional<Syntax> find(Predicate<Syntax> such) {
        return all().filter(such).findFirst();
    }

    /** What one of the node's own methods returns; empty where that is null. */
    Optional<Syntax> part(String method) {
        return Optional.ofNullable(HiddenCall.of(node, method)).map(Syntax::new);
    }

    /** The elements of the list that one of the node's own methods returns; null has none. */
    List<Syntax> parts(String method) {
        return part(method).map(Syntax::children).orElse(List.of());
    }

    /** What one of the node's own methods says. */
    boolean flag(String method) {
        return (boolean) HiddenCall.of(node, method);
    }

    boolean isIdentifier() {
        return is("IDENTIFIER");
    }

    /** Whether it is {@code *}, or {@code x.*}. */
    boolean isStar() {
        return isIdentifier() && flag("isStar");
    }

    /** Whether it is this one name. */
    boolean isNamed(String name) {
        return isIdentifier() && toString().equals(name);
    }

    /** The last of an identifier's names: {@code ts} of {@code payload.ts}. */
    String lastName() {
        var name = toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    boolean isSimple() {
        return isIdentifier() && !isStar() && flag("isSimple");
    }

    /** Whether both are the same tree, whatever their places and their capitals in functions. */
    boolean sameAs(Syntax other) {
        try {
            var loader = node.getClass().getClassLoader();
            var litmus = loader.loadClass("org.apache.calcite.util.Litmus");
            var ignore = litmus.getField("IGNORE").get(null);
            return (boolean)
                    node.getClass()
                            .getMethod("equalsDeep", loader.loadClass(PACKAGE + "SqlNode"), litmus)
                            .invoke(node, other.node, ignore);
        } catch (InvocationTargetException e) {
            throw HiddenCall.thrown("equalsDeep", e);
        } catch (ReflectiveOperationException e) {
            throw HiddenCall.unknown(e);
        }
    }

    /** Where it begins; what the parser has added itself is on line 0. */
    Place place() {
        return place("getLineNum", "getColumnNum");
    }

    /** Where its last character stands. Brackets at its ends are not counted to it. */
    Place end() {
        return place("getEndLineNum", "getEndColumnNum");
    }

    private Place place(String line, String column) {
        var position = HiddenCall.of(node, "getParserPosition");
        return new Place(
                (int) HiddenCall.of(position, line), (int) HiddenCall.of(position, column));
    }

    /** The value of an interval or of another literal. */
    Object value() {
        return HiddenCall.of(node, "getValue");
    }

    /** As SQL; an identifier without quotes. */
    @Override
    public String toString() {
        return node.toString();
    }
}
