import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.QuestionDef;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.SelectMultiData;
import org.javarosa.core.model.data.SelectOneData;
import org.javarosa.core.model.data.helper.Selection;
import org.javarosa.core.model.instance.FormInstance;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.model.instance.TreeReference;
import org.javarosa.core.reference.ReferenceManager;
import org.javarosa.core.services.PropertyManager;
import org.javarosa.core.services.PrototypeManager;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.model.xform.XFormSerializingVisitor;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.parse.XFormParser;
import org.javarosa.xform.util.XFormAnswerDataParser;
import org.javarosa.xform.util.XFormUtils;
import org.opendatakit.validate.FormValidator;
import org.opendatakit.validate.StubSetGeopointActionHandler;

/**
 * JavaRosa driven by lines of JSON: one operation a line in, one reply a line out. The lines are
 * those of `terreno forms drive` as far as they go, so that one script runs on both engines.
 */
public final class Driver {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TURNS = 4;

    private FormDef form;
    private FormEntryModel model;
    private Look look;
    private FormEntryController controller;
    private Map<String, FormIndex> indices;
    private Map<String, FormIndex> repeats;

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // JavaRosa prints its stack traces on standard output: the lines of JSON keep it for them.
        System.setOut(System.err);
        PrototypeManager.registerPrototypes(FormValidator.SERIALIABLE_CLASSES);
        new XFormsModule().registerModule();
        XFormParser.registerActionHandler(
            StubSetGeopointActionHandler.ELEMENT_NAME, new StubSetGeopointActionHandler());
        Driver driver = new Driver();
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode said = JSON.readTree(line);
            if (said.path("op").asText().equals("quit")) {
                return;
            }
            out.println(JSON.writeValueAsString(driver.reply(said)));
        }
    }

    private ObjectNode reply(JsonNode said) {
        ObjectNode reply = JSON.createObjectNode();
        try {
            perform(said, reply);
        } catch (Throwable problem) {
            reply.removeAll();
            reply.put("error", problem.getClass().getSimpleName());
            reply.put("message", String.valueOf(problem.getMessage()));
        }
        return reply;
    }

    private void perform(JsonNode said, ObjectNode reply) throws Exception {
        switch (said.path("op").asText()) {
            case "load": load(said, reply); break;
            case "answer": answer(ref(said), said.path("value").asText("")); break;
            case "clear": answer(ref(said), ""); break;
            case "add_repeat": addRepeat(said); break;
            case "remove_repeat": removeRepeat(said); break;
            case "settle": reply.put("turns", settle()); break;
            case "choices": index(); look.choices(indices.get(said.path("ref").asText()), reply); break;
            case "evaluate": look.evaluate(said, reply); break;
            case "set_language": controller.setLanguage(said.path("language").asText()); break;
            case "labels": index(); look.labels(indices, reply); break;
            case "state": look.state(reply); break;
            case "xml": form.postProcessInstance(); reply.put("xml", xml(true)); break;
            case "opened": opened(said, reply); break;
            case "script": script(said, reply); break;
            default: throw new IllegalArgumentException("op " + said.path("op"));
        }
    }

    // --- the form ---

    private void load(JsonNode said, ObjectNode reply) throws Exception {
        ReferenceManager.instance().reset();
        ReferenceManager.instance().addReferenceFactory(
            new Surroundings.Beside(Paths.get(said.path("media").asText("."))));
        PropertyManager.setPropertyManager(new Surroundings.Device(said.path("properties")));
        String source = said.path("xml").asText("");
        if (source.isEmpty()) {
            source = Files.readString(Paths.get(said.path("form").asText()));
        }
        long start = System.nanoTime();
        form = XFormUtils.getFormFromFormXml(written(source), null);
        long loaded = System.nanoTime();
        if (said.path("instance").isTextual()) {
            restore(said.path("instance").asText());
        } else {
            form.initialize(true, new InstanceInitializationFactory());
        }
        model = new FormEntryModel(form);
        look = new Look(form, model);
        controller = new FormEntryController(model);
        changed();
        reply.put("load", (loaded - start) / 1e6);
        reply.put("first", (System.nanoTime() - loaded) / 1e6);
    }

    /** JavaRosa reads internal secondary instances a second time, from the file of the form. */
    private static String written(String source) throws Exception {
        Path file = Files.createTempFile("terreno-javarosa", ".xml");
        file.toFile().deleteOnExit();
        Files.writeString(file, source);
        return file.toString();
    }

    /** A submission as the instance of the form, as an editing client loads it. */
    private void restore(String xml) throws Exception {
        TreeElement saved =
            XFormParser.restoreDataModel(xml.getBytes(StandardCharsets.UTF_8), null).getRoot();
        TreeElement template = form.getInstance().getRoot().deepCopy(true);
        if (!saved.getName().equals(template.getName()) || saved.getMult() != 0) {
            throw new IllegalArgumentException("the instance of another form: " + saved.getName());
        }
        TreeReference root = TreeReference.rootRef();
        root.add(template.getName(), TreeReference.INDEX_UNBOUND);
        template.populate(saved, form);
        FormInstance instance = new FormInstance(template);
        form.setInstance(instance);
        form.initialize(false, new InstanceInitializationFactory());
    }

    private void opened(JsonNode said, ObjectNode reply) throws Exception {
        load(said, reply);
        reply.put("xml", xml(true));
    }

    private void changed() {
        indices = null;
        repeats = null;
    }

    private void index() {
        if (indices != null) {
            return;
        }
        indices = new HashMap<>();
        repeats = new HashMap<>();
        FormIndex at = model.incrementIndex(FormIndex.createBeginningOfFormIndex());
        while (at.isInForm()) {
            String ref = look.shown(form.getChildInstanceRef(at));
            if (model.getEvent(at) == FormEntryController.EVENT_PROMPT_NEW_REPEAT) {
                repeats.put(ref.substring(0, ref.lastIndexOf('[')), at);
            } else if (model.getEvent(at) == FormEntryController.EVENT_QUESTION) {
                indices.put(ref, at);
            } else {
                indices.putIfAbsent(ref, at);
            }
            at = model.incrementIndex(at);
        }
    }

    // --- changing ---

    private void answer(TreeReference ref, String text) {
        TreeElement node = form.getMainInstance().resolveReference(ref);
        form.setValue(data(node, ref, text), ref, node, true);
    }

    private IAnswerData data(TreeElement node, TreeReference ref, String text) {
        if (text.isEmpty()) {
            return null;
        }
        QuestionDef question = FormDef.findQuestionByRef(ref, form);
        if (question != null && (question.getChoices() != null
                || question.getDynamicChoices() != null)) {
            boolean one = question.getControlType()
                == org.javarosa.core.model.Constants.CONTROL_SELECT_ONE;
            List<Selection> chosen = new ArrayList<>();
            for (String value : one ? new String[] {text} : text.split("\\s+")) {
                SelectChoice choice = question.getChoices() == null
                    ? null : question.getChoiceForValue(value);
                chosen.add(choice == null ? new Selection(value) : choice.selection());
            }
            return one ? new SelectOneData(chosen.get(0)) : new SelectMultiData(chosen);
        }
        return XFormAnswerDataParser.getAnswerData(text, node.getDataType(), question);
    }

    private void addRepeat(JsonNode said) throws Exception {
        index();
        FormIndex at = repeats.get(said.path("ref").asText());
        if (at == null) {
            settle();
            index();
            at = repeats.get(said.path("ref").asText());
        }
        if (at == null) {
            throw new IllegalArgumentException("no repeat " + said.path("ref"));
        }
        form.createNewRepeat(at);
        changed();
    }

    private void removeRepeat(JsonNode said) throws Exception {
        index();
        FormIndex at = indices.get(said.path("ref").asText());
        if (at == null) {
            throw new IllegalArgumentException("no instance " + said.path("ref"));
        }
        form.deleteRepeat(at);
        changed();
    }

    /**
     * Goes through all pages as a person would: counted repeats are made on the way, and answers
     * that are no longer offered go. Until nothing changes, at most TURNS times.
     */
    private int settle() throws Exception {
        String before = "";
        for (int turn = 0; turn < TURNS; turn++) {
            walk();
            changed();
            String after = xml(false);
            if (after.equals(before)) {
                return turn;
            }
            before = after;
        }
        return TURNS;
    }

    private void walk() {
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        while (controller.stepToNextEvent() != FormEntryController.EVENT_END_OF_FORM) {
            if (model.getEvent() != FormEntryController.EVENT_QUESTION) {
                continue;
            }
            FormEntryPrompt prompt = model.getQuestionPrompt();
            if (prompt.getQuestion().getDynamicChoices() == null) {
                continue;
            }
            TreeReference ref = model.getFormIndex().getReference();
            TreeElement node = form.getMainInstance().resolveReference(ref);
            String old = Look.text(node);
            prompt.getSelectChoices();
            if (!old.equals(Look.text(node))) {
                // Leaving the page writes the answer that is now shown.
                IAnswerData kept = Look.text(node).isEmpty() ? null : node.getValue();
                form.setValue(kept, ref, node, true);
            }
        }
    }

    private String xml(boolean relevantOnly) throws Exception {
        XFormSerializingVisitor visitor = new XFormSerializingVisitor(relevantOnly);
        return new String(visitor.serializeInstance(form.getMainInstance()),
            StandardCharsets.UTF_8);
    }

    // --- measuring ---

    /** The milliseconds of each step; what finds a place in the form is not counted. */
    private void script(JsonNode said, ObjectNode reply) throws Exception {
        ArrayNode took = reply.putArray("took");
        int missing = 0;
        for (JsonNode step : said.path("steps")) {
            String op = step.path("op").asText();
            if (!op.equals("answer") && !op.equals("xml")) {
                index();
            }
            if (op.equals("answer") && !there(step)) {
                // A counted repeat is made when its page is reached: that is not this answer's.
                settle();
            }
            long start = System.nanoTime();
            try {
                perform(step, JSON.createObjectNode());
            } catch (RuntimeException problem) {
                missing++;
            }
            took.add((System.nanoTime() - start) / 1e6);
        }
        reply.put("missing", missing);
    }

    // --- places ---

    private boolean there(JsonNode said) {
        TreeReference wanted = Look.reference(said.path("ref").asText());
        return form.getMainInstance().resolveReference(wanted) != null;
    }

    private TreeReference ref(JsonNode said) throws Exception {
        TreeReference found = Look.reference(said.path("ref").asText());
        if (form.getMainInstance().resolveReference(found) == null) {
            // A counted repeat is made when its page is reached.
            settle();
        }
        if (form.getMainInstance().resolveReference(found) == null) {
            throw new IllegalArgumentException("no node " + said.path("ref"));
        }
        return found;
    }
}
