package org.tallystick.pipeline;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ArrayNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Which texts a scalar may be, as far as JSON Schema can say it.
 *
 * @param name what to call it among the definitions
 * @param types what YAML may make of such a text: 1000000 is a number for it, true a boolean
 * @param rules which all hold
 * @param bounds of numbers, by JSON Schema's words
 * @param free whether what stands for a variable could be part of it anyway
 */
public record TextForm(
        String name, List<String> types, List<Rule> rules, Map<String, Long> bounds, boolean free) {

    /**
     * One thing that is true of a text.
     *
     * @param pattern a regular expression, of Java and ECMAScript alike, that is found in it
     * @param expected what to write, said to those who have written something else
     */
    public record Rule(String pattern, String expected) {}

    /** Any text. */
    public static TextForm any() {
        var types = List.of("string", "number", "boolean");
        return new TextForm("text", types, List.of(), Map.of(), true);
    }

    /** A text that no reader of YAML takes for anything else. */
    public static TextForm of(String name, String pattern, String expected) {
        return new TextForm(
                name, List.of("string"), List.of(new Rule(pattern, expected)), Map.of(), false);
    }

    /** Of which another thing is true as well. */
    public TextForm and(String pattern, String expected) {
        var all = Stream.concat(rules.stream(), Stream.of(new Rule(pattern, expected))).toList();
        return new TextForm(name, types, all, bounds, free);
    }

    /** YAML may also make one of these of it. */
    public TextForm alsoOfType(String... others) {
        var all = Stream.concat(types.stream(), Stream.of(others)).toList();
        return new TextForm(name, all, rules, bounds, free);
    }

    /** YAML may also make a whole number of it, which is between these, inclusive. */
    public TextForm orNumber(long least, long most) {
        var between = Map.of("minimum", least, "maximum", most);
        return new TextForm(name, alsoOfType("integer").types, rules, between, free);
    }

    /** It may have any characters in it, and so those of a variable. */
    public TextForm ofAnyCharacters() {
        return new TextForm(name, types, rules, bounds, true);
    }

    /** A reference to it, or where there may be variables to one of the two. */
    ObjectNode schema(SchemaParts parts) {
        if (!free) {
            var form = parts.defined(name, () -> definition(parts));
            return parts.variables() ? parts.anyOf(form, parts.variable()) : form;
        }
        return parts.defined(
                parts.variables() ? name : name + "-without-variables", () -> definition(parts));
    }

    private ObjectNode definition(SchemaParts parts) {
        var schema = parts.object();
        if (types.size() == 1) {
            schema.put("type", types.get(0));
        } else {
            types.forEach(schema.putArray("type")::add);
        }
        new TreeMap<>(bounds).forEach(schema::put);
        if (rules.size() == 1) {
            put(rules.get(0), schema);
        } else if (!rules.isEmpty()) {
            ArrayNode all = schema.putArray("allOf");
            rules.forEach(rule -> put(rule, all.addObject()));
        }
        if (free && !parts.variables()) {
            schema.putObject("not")
                    .put("type", "string")
                    .put("pattern", "(^|[^$])" + SchemaParts.VARIABLE);
        }
        return schema;
    }

    /** The second word is known to the editors that have it from Visual Studio Code. */
    private static void put(Rule rule, ObjectNode to) {
        to.put("pattern", rule.pattern())
                .put("patternErrorMessage", "Expected: " + rule.expected());
    }
}
