import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import nu.validator.htmlparser.common.XmlViolationPolicy;
import nu.validator.htmlparser.sax.HtmlParser;
import org.xml.sax.*;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Prints what the Nu checker's HTML parser alone reports as an error, without the checks of conformance that the whole
 * checker adds: a line `file TAB line TAB message` each.
 */
public class ParseErrors {
    public static void main(String[] files) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        for (String file : files) {
            HtmlParser parser = new HtmlParser(XmlViolationPolicy.ALLOW);
            parser.setContentHandler(new DefaultHandler());
            parser.setErrorHandler(new DefaultHandler() {
                @Override
                public void error(SAXParseException found) {
                    String message = found.getMessage().replaceAll("\\s+", " ");
                    out.println(file + "\t" + found.getLineNumber() + "\t" + message);
                }

                @Override
                public void fatalError(SAXParseException found) {
                    error(found);
                }
            });
            String text = Files.readString(Path.of(file), StandardCharsets.UTF_8);
            parser.parse(new InputSource(new StringReader(text)));
        }
    }
}
