package io.neuralops.verticles.operation;

/** In which form a document is wanted. The first is what is given to who doesn't care. */
public enum Form {
    JSON("application", "json", "application/json"),
    CSV("text", "csv", "text/csv; charset=utf-8");

    private final String type;
    private final String subtype;
    private final String mediaType;

    Form(String type, String subtype, String mediaType) {
        this.type = type;
        this.subtype = subtype;
        this.mediaType = mediaType;
    }

    /** What stands before the slash, in lower case. */
    public String type() {
        return type;
    }

    /** What stands behind it. */
    public String subtype() {
        return subtype;
    }

    /** As it is told of an answer. */
    public String mediaType() {
        return mediaType;
    }
}
