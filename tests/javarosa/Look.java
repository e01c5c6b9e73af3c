import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.condition.EvaluationContext;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.xform.util.XFormAnswerDataSerializer;
import org.javarosa.xpath.XPathConditional;
import org.javarosa.xpath.XPathNodeset;
import org.javarosa.xpath.expr.XPathFuncExpr;

/** What a filling shows and says, as JSON. */
final class Look {
    private final FormDef form;
    private final FormEntryModel model;

    Look(FormDef form, FormEntryModel model) {
        this.form = form;
        this.model = model;
    }

    void state(ObjectNode reply) {
        ObjectNode nodes = reply.putObject("nodes");
        below(form.getMainInstance().getRoot(), nodes);
    }

    private void below(TreeElement node, ObjectNode nodes) {
        ArrayNode said = nodes.putArray(shown(node.getRef()));
        said.add(node.isLeaf() ? text(node) : "");
        said.add(node.isRelevant());
        said.add(node.isRequired());
        said.add(!node.isEnabled());
        said.add(!node.isLeaf() || form.evaluateConstraint(node.getRef(), node.getValue()));
        for (int place = 0; place < node.getNumChildren(); place++) {
            TreeElement child = node.getChildAt(place);
            if (child.getMult() != TreeReference.INDEX_TEMPLATE) {
                below(child, nodes);
            }
        }
    }

    static String text(TreeElement node) {
        IAnswerData value = node.getValue();
        if (value == null) {
            return "";
        }
        Object written =
            new XFormAnswerDataSerializer().serializeAnswerData(value, node.getDataType());
        return written instanceof String ? (String) written : value.uncast().getString();
    }

    void labels(Map<String, FormIndex> indices, ObjectNode reply) {
        ObjectNode said = reply.putObject("labels");
        for (Map.Entry<String, FormIndex> place : indices.entrySet()) {
            FormIndex at = place.getValue();
            if (model.getEvent(at) == FormEntryController.EVENT_QUESTION
                    && model.isIndexRelevant(at)) {
                String text = model.getQuestionPrompt(at).getLongText();
                said.put(place.getKey(), text == null ? "" : text);
            }
        }
    }

    void choices(FormIndex at, ObjectNode reply) {
        FormEntryPrompt prompt = model.getQuestionPrompt(at);
        ArrayNode found = reply.putArray("choices");
        List<SelectChoice> offered = prompt.getSelectChoices();
        if (offered == null) {
            return;
        }
        for (SelectChoice choice : offered) {
            ObjectNode one = found.addObject();
            one.put("value", choice.getValue());
            one.put("label", prompt.getSelectChoiceText(choice));
        }
    }

    void evaluate(JsonNode said, ObjectNode reply) throws Exception {
        TreeReference context = said.path("context").isTextual()
            ? reference(said.path("context").asText())
            : form.getMainInstance().getRoot().getRef();
        EvaluationContext where = new EvaluationContext(form.getEvaluationContext(), context);
        Object value =
            new XPathConditional(said.path("expr").asText()).getExpr()
                .eval(form.getMainInstance(), where);
        if (value instanceof XPathNodeset) {
            XPathNodeset nodes = (XPathNodeset) value;
            reply.put("type", "nodeset");
            ArrayNode texts = reply.putArray("value");
            for (int place = 0; place < nodes.size(); place++) {
                texts.add(XPathFuncExpr.toString(nodes.getValAt(place)));
            }
        } else if (value instanceof Boolean) {
            reply.put("type", "boolean");
            reply.put("value", (Boolean) value);
        } else if (value instanceof Number) {
            double number = ((Number) value).doubleValue();
            reply.put("type", "number");
            if (Double.isNaN(number) || Double.isInfinite(number)) {
                reply.put("value", String.valueOf(number));
            } else {
                reply.put("value", number);
            }
            reply.put("text", XPathFuncExpr.toString(value));
        } else {
            reply.put("type", value instanceof java.util.Date ? "date" : "string");
            reply.put("value", XPathFuncExpr.toString(value));
        }
    }

    static TreeReference reference(String text) {
        TreeReference made = TreeReference.rootRef();
        for (String step : text.substring(1).split("/")) {
            int open = step.indexOf('[');
            String name = open < 0 ? step : step.substring(0, open);
            int number = open < 0 ? 0 : Integer.parseInt(step.substring(open + 1,
                step.length() - 1)) - 1;
            made.add(name, number);
        }
        return made;
    }

    String shown(TreeReference ref) {
        StringBuilder made = new StringBuilder();
        TreeReference generic = TreeReference.rootRef();
        for (int level = 0; level < ref.size(); level++) {
            made.append('/').append(ref.getName(level));
            generic.add(ref.getName(level), ref.getMultiplicity(level));
            int number = ref.getMultiplicity(level);
            TreeElement node = form.getMainInstance().resolveReference(generic);
            if (number > 0 || node == null || node.isRepeatable()) {
                made.append('[').append(number + 1).append(']');
            }
        }
        return made.toString();
    }
}
