"""The media types of files: names that IANA registered, else those that ``file`` gives."""

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
HTML = "text/html"
MARKDOWN = "text/markdown"
TEXT = "text/plain"
RTF = "application/rtf"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
XLSB = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
PPT = "application/vnd.ms-powerpoint"
WORKS = "application/vnd.ms-works"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ODP = "application/vnd.oasis.opendocument.presentation"
OLE = "application/x-ole-storage"
ENCRYPTED_OFFICE = "application/x-encrypted-office"
EML = "message/rfc822"
MSG = "application/vnd.ms-outlook"
ZIP = "application/zip"
RAR = "application/vnd.rar"
SEVEN_ZIP = "application/x-7z-compressed"
GZIP = "application/gzip"
PICTURES = (
    "image/jpeg", "image/png", "image/tiff", "image/bmp", "image/gif", "image/webp",
)  # fmt: skip
SCANS = (PDF, *PICTURES)  # whose pages may be pictures without text
CONVERTED = (DOC, WORKS, ODT, XLS, ODS, PPT, ODP)  # by LibreOffice, before they are read
CSV = "text/csv"
YAML = "application/yaml"
EMPTY = "application/x-empty"
UNKNOWN = "application/octet-stream"
LEFTOVER = "application/x-leftover"  # what systems and Office leave beside documents
