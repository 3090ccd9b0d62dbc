package hudson.console;

import hudson.model.Run;
import hudson.model.User;

public class ModelHyperlinkNote extends HyperlinkNote {
    public ModelHyperlinkNote(String url, int length) {
        super(url, length);
    }

    public static String encodeTo(User user) {
        throw new UnsupportedOperationException();
    }

    @SuppressWarnings("rawtypes")
    public static String encodeTo(Run run) {
        throw new UnsupportedOperationException();
    }

    public static String encodeTo(String url, String text) {
        throw new UnsupportedOperationException();
    }
}
