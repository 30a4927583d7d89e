import Contexts
import Testing

/// One line per kind of error, as users see it.
@Suite struct DataErrorTests {
    private static let npy = ArraySource(file: "x.npy")
    private static let entry = ArraySource(file: "x.npz", key: "images")
    private static let cell = Place(file: "t.csv", position: SourcePosition(line: 3, column: 7))

    static let lines: [(DataError, String)] = [
        (
            .unreadable(file: "gone.npy", reason: "no such file"),
            "gone.npy: error[D301]: cannot read the data file: no such file; help: check the path and its permissions"
        ),
        (
            .noMatch(pattern: "pics/*.png"),
            "pics/*.png: error[D301]: no file has a name like this; help: list what is there:  ls pics/*.png"
        ),
        (
            .wrongFormat(ArraySource(file: "t10k.gz"), .idx, start: Array("<!DO".utf8)),
            "t10k.gz: error[D302]: the file is not an IDX file: it starts with 3c 21 44 4f ('<!DO'); expected two zero "
                + "bytes, a type and a number of dimensions; help: fetch the file again: this is a web page"
        ),
        (
            .wrongFormat(ArraySource(file: "x.npz"), .array, start: [0x50, 0x4b, 3, 4]),
            "x.npz: error[D302]: the file is not an NPY array or an IDX file: it starts with 50 4b 03 04; "
                + "help: read it as an NPZ archive:  npz: x.npz"
        ),
        (
            .wrongFormat(ArraySource(file: "x.csv"), .array, start: Array("5,0,".utf8)),
            "x.csv: error[D302]: the file is not an NPY array or an IDX file: it starts with 35 2c 30 2c ('5,0,'); "
                + "help: read it as a table:  csv: x.csv"
        ),
        (
            .wrongFormat(npy, .npy, start: []),
            "x.npy: error[D302]: the file is not an NPY array: it is empty; expected NPY version 1, 2 or 3; "
                + "help: check that this is the file you meant"
        ),
        (
            .unknownFormat(file: "x.h5", start: [0x89, 0x48, 0x44, 0x46]),
            "x.h5: error[D302]: not a data format known here: the file starts with 89 48 44 46; expected NPY, NPZ, IDX, "
                + "CIFAR binary (.bin), CSV (.csv) or PNG; help: python3 -c \"import h5py, numpy as np; "
                + "np.save('images.npy', h5py.File('x.h5')['images'][:])\""
        ),
        (
            .unknownFormat(file: "data_batch_1", start: [0x80, 2, 0x7d, 0x71]),
            "data_batch_1: error[D302]: not a data format known here: the file starts with 80 02 7d 71; expected NPY, "
                + "NPZ, IDX, CIFAR binary (.bin), CSV (.csv) or PNG; help: python3 -c \"import pickle, numpy as np; "
                + "np.save('images.npy', pickle.load(open('data_batch_1', 'rb'), encoding='bytes')[b'data'])\""
        ),
        (
            .unknownFormat(file: "x.mat", start: Array("MATL".utf8)),
            "x.mat: error[D302]: not a data format known here: the file starts with 4d 41 54 4c ('MATL'); expected NPY, "
                + "NPZ, IDX, CIFAR binary (.bin), CSV (.csv) or PNG; help: python3 -c \"import scipy.io, numpy as np; "
                + "np.save('images.npy', scipy.io.loadmat('x.mat')['images'])\""
        ),
        (
            .header(npy, .npy, .version(9, 1)),
            "x.npy: error[D302]: the file has a header of version 9.1; expected NPY version 1, 2 or 3; "
                + "help: save or fetch the file again"
        ),
        (
            .header(entry, .npy, .missingEntry("shape")),
            "x.npz: error[D302]: the array 'images' has a header without 'shape', or with an odd one; expected NPY "
                + "version 1, 2 or 3; help: save or fetch the file again"
        ),
        (
            .impossibleClass(file: "b.bin", record: 4, found: 200, limit: 10),
            "b.bin: error[D302]: record 4 names class 200, and there are 10; help: give the binary version of CIFAR-10 "
                + "or CIFAR-100, unpacked"
        ),
        (
            .mixedCIFAR(file: "b.bin", first: "a.bin"),
            "b.bin: error[D302]: the records are not of the kind of those in 'a.bin'; help: give files of CIFAR-10 "
                + "only, or of CIFAR-100 only"
        ),
        (
            .elementType(npy, type: "<c16"),
            "x.npy: error[D303]: the file has element type <c16; expected float32, float64, bool or integers of 1 to 8 "
                + "bytes; help: python3 -c \"import numpy as np; np.save('x-float32.npy', "
                + "np.load('x.npy').astype('float32'))\""
        ),
        (
            .elementType(entry, type: "<f2"),
            "x.npz: error[D303]: the array 'images' has element type <f2; expected float32, float64, bool or integers "
                + "of 1 to 8 bytes; help: python3 -c \"import numpy as np; np.save('images-float32.npy', "
                + "np.load('x.npz')['images'].astype('float32'))\""
        ),
        (
            .fractionalLabel(npy, row: 3, value: "0.5"),
            "x.npy: error[D303]: the file gives row 3 the label 0.5; expected a whole number; help: python3 -c "
                + "\"import numpy as np; np.save('labels.npy', np.load('x.npy').round().astype('int64'))\""
        ),
        (.cutShort(npy), "x.npy: error[D305]: the file ends inside its header; help: save or fetch the file again"),
        (
            .size(npy, shape: [2, 3], type: "float32", expected: 24, found: 20),
            "x.npy: error[D305]: the file of shape 2x3 and type float32 takes 24 bytes, and 20 follow the header; "
                + "help: save or fetch the file again: it is cut short, or something follows the array"
        ),
        (
            .records(file: "cifar.tar.gz", bytes: 100),
            "cifar.tar.gz: error[D305]: 100 bytes are no whole number of CIFAR records; expected a multiple of 3073 "
                + "(CIFAR-10) or 3074 (CIFAR-100); help: unpack the binary version and give its .bin files:  "
                + "tar xzf cifar.tar.gz"
        ),
        (
            .noRows(npy),
            "x.npy: error[D305]: the file is a single number, not rows; help: python3 -c \"import numpy as np; "
                + "np.save('rows.npy', np.load('x.npy').reshape(1, -1))\""
        ),
        (
            .pointShape(npy, asked: [27, 28], elements: 784),
            "x.npy: error[D305]: shape 27x28 does not fit: a row has 784 elements; expected dimensions whose product is "
                + "the size of a row; help: write  shape: [784]  or leave shape out"
        ),
        (
            .layout(npy, shape: [784]),
            "x.npy: error[D305]: layout HWC needs three dimensions, and a row has shape 784; expected height, width, "
                + "channels; help: add  shape: [height, width, channels]  or leave layout out"
        ),
        (
            .notText(file: "t.csv"),
            "t.csv: error[D306]: the file is not UTF-8 text; help: save the table as UTF-8 text with commas"
        ),
        (
            .notANumber(cell, text: "x1"),
            "t.csv:3:7: error[D306]: 'x1' is not a number; expected a decimal number; help: remove it; for a line of "
                + "names write  header: true"
        ),
        (
            .notANumber(cell, text: "1;2"),
            "t.csv:3:7: error[D306]: '1;2' is not a number; expected a decimal number; help: separate the cells by commas"
        ),
        (
            .notANumber(cell, text: ""),
            "t.csv:3:7: error[D306]: the cell is empty; expected a decimal number; help: write a number such as -1.5 or "
                + "1e-06, with at most 5000 digits"
        ),
        (
            .notALabel(cell, text: "cat"),
            "t.csv:3:7: error[D306]: the label 'cat' is not a whole number; expected a whole number; help: write the "
                + "number of the class, counted from 0"
        ),
        (
            .cellCount(cell, found: 1, expected: 3),
            "t.csv:3:7: error[D306]: the row has 1 cell and the first has 3; expected 3 cells; help: add or remove "
                + "commas, or quote cells that contain one"
        ),
        (.unclosedQuote(cell), "t.csv:3:7: error[D306]: this quote is never closed; help: add the missing quote"),
        (
            .textAfterQuote(cell),
            "t.csv:3:7: error[D306]: text follows the closing quote; expected a comma or the end of the line; help: "
                + "write quotes inside a quoted cell twice"
        ),
        (
            .noHeader(file: "t.csv"),
            "t.csv: error[D306]: the table is empty; help: write the names of the columns in the first line"
        ),
        (
            .notFinite(entry, row: 4, index: 17, value: "nan"),
            "x.npz: error[D307]: the array 'images' holds nan at row 4, index 17; expected finite numbers; help: python3 "
                + "-c \"import numpy as np; np.save('finite.npy', np.nan_to_num(np.load('x.npz')['images']))\""
        ),
        (
            .missingColumn(file: "t.csv", name: "clas", known: ["class", "a"]),
            "t.csv: error[D308]: no column is called 'clas'; expected one of: class, a; help: give one of these names, "
                + "or the number of the column, counted from 0"
        ),
        (
            .ambiguousColumn(file: "t.csv", name: "a"),
            "t.csv: error[D308]: several columns are called 'a'; help: give the number of the column, counted from 0"
        ),
        (
            .missingIndex(file: "t.csv", index: 785, count: 785),
            "t.csv: error[D308]: there is no column 785; expected 0 to 784; help: count the columns from 0"
        ),
        (
            .emptyFeatures(file: "t.csv", first: 5, last: 2),
            "t.csv: error[D308]: the features 5..2 hold no column; help: write 2..5"
        ),
        (
            .labelAmongFeatures(file: "t.csv", label: 0, first: 0, last: 784),
            "t.csv: error[D308]: the label column 0 lies among the features 0..784; help: write 1..784"
        ),
        (
            .labelAmongFeatures(file: "t.csv", label: 4, first: 0, last: 4),
            "t.csv: error[D308]: the label column 4 lies among the features 0..4; help: write 0..3"
        ),
        (
            .missingKey(file: "x.npz", key: "x", known: ["images", "labels"]),
            "x.npz: error[D308]: no array is called 'x'; expected one of: images, labels; help: give one of these keys"
        ),
        (
            .damaged(npy, .gzip),
            "x.npy: error[D309]: the gzip stream is damaged or cut short; help: save or fetch the file again"
        ),
        (
            .damaged(ArraySource(file: "x.npz"), .method("images.npy", 12)),
            "x.npz: error[D309]: the archive's entry 'images.npy' is packed by method 12; help: python3 -c \"import "
                + "numpy as np; np.savez_compressed('repacked.npz', **np.load('x.npz'))\""
        ),
        (
            .damaged(ArraySource(file: "x.png"), .picture("IDAT: CRC error")),
            "x.png: error[D309]: the picture is damaged: IDAT: CRC error; help: save or fetch the file again"
        ),
        (
            .labelCount(images: npy, points: 10, labels: ArraySource(file: "y.npy"), found: 1),
            "y.npy: error[D311]: 1 label in 'y.npy' for 10 images in 'x.npy'; help: give the labels that belong to these "
                + "images, one for each"
        ),
        (
            .labelShape(entry, shape: [10, 3]),
            "x.npz: error[D311]: the array 'images' has shape 10x3; expected one label per row; help: python3 -c "
                + "\"import numpy as np; np.save('labels.npy', np.load('x.npz')['images'].argmax(axis=-1))\""
        ),
        (
            .unlabelledPicture(file: "l.csv", picture: "7.png"),
            "l.csv: error[D311]: no row labels the picture '7.png'; help: add a row  7.png,0  with its class"
        ),
        (
            .labelledTwice(cell, picture: "7.png"),
            "t.csv:3:7: error[D311]: the picture '7.png' is labelled twice; help: remove one of the rows"
        ),
        (
            .transparency(file: "7.png"),
            "7.png: error[D312]: the picture has an alpha channel; expected grey or RGB; help: python3 -c \"from PIL "
                + "import Image; Image.open('7.png').convert('RGB').save('converted.png')\""
        ),
        (
            .pictureSize(file: "7.png", found: [3, 30, 28], first: "0.png", expected: [1, 28, 28]),
            "7.png: error[D312]: the picture is 3x30x28 and '0.png' is 1x28x28 (channels, height, width); help: python3 "
                + "-c \"from PIL import Image; Image.open('7.png').convert('L').resize((28, 28)).save('converted.png')\""
        ),
        (
            .pictureDepth(file: "7.png", found: 16, first: "0.png", expected: 8),
            "7.png: error[D312]: the picture has 16 bits per channel and '0.png' has 8; help: give pictures of one depth"
        ),
        (
            .pictureTooLarge(file: "7.png", width: 70_000, height: 1_000, limit: 67_108_864),
            "7.png: error[D312]: the picture is 70000 wide and 1000 high; expected at most 67108864 pixels; help: "
                + "python3 -c \"from PIL import Image; Image.open('7.png').resize((224, 224)).save('converted.png')\""
        ),
    ]

    @Test(arguments: lines) func line(_ error: DataError, _ line: String) {
        #expect(error.line == line)
    }

    @Test func longListsAreCut() {
        let known = (0..<785).map { "p\($0)" }
        let error = DataError.missingColumn(file: "t.csv", name: "x", known: known)
        #expect(error.expected == "one of: p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11 and 773 more")
    }
}
