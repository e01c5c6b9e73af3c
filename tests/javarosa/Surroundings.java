import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.javarosa.core.reference.PrefixedRootFactory;
import org.javarosa.core.reference.Reference;
import org.javarosa.core.services.IPropertyManager;
import org.javarosa.core.services.properties.IPropertyRules;

/** What a form may ask of the world around it. */
final class Surroundings {
    private Surroundings() { }

    /** What the device says of itself: what the test gives it, nothing else. */
    static final class Device implements IPropertyManager {
        private final JsonNode known;

        Device(JsonNode known) {
            this.known = known;
        }

        @Override public String getSingularProperty(String name) {
            return known.path(name).isTextual() ? known.path(name).asText() : null;
        }
        @Override public List<String> getProperty(String name) {
            String value = getSingularProperty(name);
            return value == null ? new ArrayList<>() : List.of(value);
        }
        @Override public void setProperty(String name, String value) { }
        @Override public void setProperty(String name, List<String> value) { }
        @Override public void addRules(IPropertyRules rules) { }
        @Override public List<IPropertyRules> getRules() { return new ArrayList<>(); }
    }

    /** The files beside a form, whatever jr:// scheme asks for them. */
    static final class Beside extends PrefixedRootFactory {
        private final Path folder;

        Beside(Path folder) {
            super(new String[] {"file/", "file-csv/", "images/", "audio/", "video/", "instance/"});
            this.folder = folder;
        }

        @Override
        protected Reference factory(String terminal, String uri) {
            Path file = folder.resolve(terminal);
            return new Reference() {
                @Override public boolean doesBinaryExist() { return Files.exists(file); }
                @Override public InputStream getStream() throws IOException {
                    return Files.newInputStream(file);
                }
                @Override public String getURI() { return uri; }
                @Override public String getLocalURI() { return file.toString(); }
                @Override public boolean isReadOnly() { return true; }
                @Override public OutputStream getOutputStream() { return null; }
                @Override public void remove() { }
                @Override public Reference[] probeAlternativeReferences() {
                    return new Reference[0];
                }
            };
        }
    }
}
