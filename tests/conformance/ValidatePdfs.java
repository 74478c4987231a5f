import java.io.File;
import java.nio.file.*;
import java.util.*;
import java.util.stream.*;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.*;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.*;

/**
 * Validates PDFs with the veraPDF engine: ValidatePdfs FLAVOUR,FLAVOUR LIST, where LIST is a file with a path a line.
 * Prints a line for each rule that a file fails, "path [flavour] clause-test xN: message @ place", and at last
 * "validated N files". One virtual machine for all files, because starting it takes longer than a file.
 */
public class ValidatePdfs {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        List<PDFAFlavour> flavours =
            Arrays.stream(arguments[0].split(",")).map(PDFAFlavour::fromString).collect(Collectors.toList());
        List<String> files = Files.readAllLines(Path.of(arguments[1]));
        files.parallelStream().forEach(file -> flavours.forEach(flavour -> {
            String findings = validate(file, flavour);
            synchronized (System.out) {
                System.out.print(findings);
            }
        }));
        System.out.println("validated " + files.size() + " files");
    }

    private static String validate(String file, PDFAFlavour flavour) {
        StringBuilder findings = new StringBuilder();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour)) {
            ValidationResult result = Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
            Map<String, List<TestAssertion>> failed = result.getTestAssertions().stream()
                .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
                .collect(Collectors.groupingBy(
                    assertion -> assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber(),
                    TreeMap::new, Collectors.toList()));
            failed.forEach((rule, all) -> findings.append(String.format("%s [%s] %s x%d: %s @ %s%n", file, flavour.getId(), rule,
                all.size(), all.get(0).getMessage(), all.get(0).getLocation().getContext())));
            if (failed.isEmpty() && !result.isCompliant()) {
                findings.append(String.format("%s [%s] is not compliant%n", file, flavour.getId()));
            }
        } catch (Exception problem) {
            findings.append(String.format("%s [%s] cannot be read: %s%n", file, flavour.getId(), problem));
        }
        return findings.toString();
    }
}
