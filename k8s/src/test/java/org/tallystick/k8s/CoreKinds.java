package org.tallystick.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Kubernetes' own kinds, read strictly: classes made from its API keep the fields that they do not
 * know, and every such field is a mistake.
 */
final class CoreKinds {
    private static final KubernetesSerialization READER = new KubernetesSerialization();
    private static final String UNKNOWN = "getAdditionalProperties";

    private final List<String> problems = new ArrayList<>();

    private CoreKinds() {}

    /** Whether a resource is of a kind that Kubernetes itself has. */
    static boolean knows(JsonNode resource) {
        return !(read(resource) instanceof GenericKubernetesResource);
    }

    /** The fields of a resource that its kind does not have. */
    static List<String> problems(JsonNode resource) {
        var kinds = new CoreKinds();
        kinds.walk(resource.path("kind").asText(), read(resource));
        return kinds.problems;
    }

    private static Object read(JsonNode resource) {
        return READER.unmarshal(resource.toString());
    }

    private void walk(String path, Object value) {
        if (value instanceof Collection<?> many) {
            many.forEach(one -> walk(path + "[]", one));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, one) -> walk(path + "." + key, one));
        } else if (value instanceof KubernetesResource) {
            for (var method : value.getClass().getMethods()) {
                if (isGetter(method)) {
                    field(path, method, value);
                }
            }
        }
    }

    private void field(String path, Method getter, Object resource) {
        var value = call(getter, resource);
        if (!getter.getName().equals(UNKNOWN)) {
            walk(path + "." + getter.getName().substring("get".length()), value);
        } else if (value instanceof Map<?, ?> unknown && !unknown.isEmpty()) {
            problems.add(path + " has no " + unknown.keySet());
        }
    }

    private static boolean isGetter(Method method) {
        return method.getName().startsWith("get")
                && method.getParameterCount() == 0
                && !method.isDefault()
                && !Modifier.isStatic(method.getModifiers())
                && method.getDeclaringClass() != Object.class;
    }

    private static Object call(Method getter, Object resource) {
        try {
            return getter.invoke(resource);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(getter.toString(), e);
        }
    }
}
