//! Names and notes in the scripts of the world, and the names that break careless layouts.

/// The people of one script: family names and given names, and how the two are put together.
pub struct Script {
    pub name: &'static str,
    family: &'static str,
    given: &'static str,
    form: Form,
}

enum Form {
    GivenFamily,
    FamilyGiven,
    FamilyGivenTogether,
}

use Form::*;

/// The scripts whose fonts are part of the program, then the rest, which needs a font of the machine.
pub const SCRIPTS: [Script; 17] = [
    Script {
        name: "Latin",
        family: "Berger Costa Dvořák García Kowalska Lefèvre Müller Novák Okafor Rossi Şahin Ødegård",
        given: "Ana Bruno Chloé Elif Günther Hana Ivo Kwame Łucja María Søren Zoë",
        form: GivenFamily,
    },
    Script {
        name: "Greek",
        family: "Παπαδοπούλου Ιωάννου Γεωργίου Νικολάου Οικονόμου Βλάχος Μακρή Αγγελόπουλος Δημητρίου Καραγιάννη",
        given: "Κατερίνα Σοφία Γιώργος Ελένη Δημήτρης Αθηνά Ηλίας Φωτεινή Χρήστος Ζωή",
        form: GivenFamily,
    },
    Script {
        name: "Cyrillic",
        family: "Соколов Ковальчук Петрова Шевченко Јовановић Димитров Щербаков Ёлкина Ґжицький Ђорђевић",
        given: "Дмитрий Олена Ольга Тарас Љиљана Стоян Фёдор Юлия Їжак Ђурђа",
        form: GivenFamily,
    },
    Script {
        name: "Vietnamese",
        family: "Nguyễn Trần Phạm Huỳnh Võ Đặng Bùi Đỗ Hồ Dương",
        given: "Thị\u{a0}Ánh Văn\u{a0}Hưởng Minh\u{a0}Tuấn Thuỳ\u{a0}Dung Quốc\u{a0}Bảo Ngọc\u{a0}Quỳnh Hữu\u{a0}Phước Mỹ\u{a0}Lệ Khắc\u{a0}Điệp Tường\u{a0}Vy",
        form: FamilyGiven,
    },
    Script {
        name: "Arabic",
        family: "الأحمد حسن العلي منصور الخطيب الشريف حدّاد القاضي پورمحمدی چودھری",
        given: "محمد فاطمة يوسف مريم خالد عائشة إبراهيم لُبنى ژاله گلناز",
        form: GivenFamily,
    },
    Script {
        name: "Hebrew",
        family: "לוי כהן מזרחי פרידמן אברהם ביטון גולדברג שפירא ברק סגל",
        given: "שרה דוד נועה יצחק תמר אליעזר מיכל יעקב רחל אורי",
        form: GivenFamily,
    },
    Script {
        name: "Devanagari",
        family: "शर्मा श्रीवास्तव कुलकर्णी त्रिपाठी मिश्रा पाटील चौधरी क्षीरसागर द्विवेदी भट्ट",
        given: "प्रिया कृष्णा ऋत्विक ज्ञानेश्वर लक्ष्मी अर्जुन सुमित्रा विद्या हृदय उर्मिला",
        form: GivenFamily,
    },
    Script {
        name: "Thai",
        family: "ใจดี ศรีสุวรรณ วงศ์สวัสดิ์ แก้วมณี พิทักษ์ชน ทองคำ บุญเรือง สุขสำราญ ณ\u{a0}อยุธยา น้ำเพชร",
        given: "สมชาย กัญญารัตน์ ปิยะพงษ์ ญาณิศา ฐิติพันธุ์ วิไลลักษณ์ ศักดิ์สิทธิ์ อุไรวรรณ ธีรวัฒน์ ปฏิญญา",
        form: GivenFamily,
    },
    Script {
        name: "Chinese",
        family: "李 王 張 刘 陳 杨 歐陽 黃 赵 諸葛",
        given: "小明 芳 秀英 伟 建國 雅婷 志強 子涵 雪梅 浩然",
        form: FamilyGivenTogether,
    },
    Script {
        name: "Japanese",
        family: "佐藤 鈴木 高橋 田中 渡邉 伊藤 山本 中村 小林 齋藤",
        given: "健太 さくら ヒカル 美咲 翔 あゆみ 大輔 陽菜 蓮 ケンジ",
        form: FamilyGiven,
    },
    Script {
        name: "Korean",
        family: "김 이 박 최 정 강 조 윤 장 남궁",
        given: "민준 서연 도윤 하은 지호 수아 예준 지우 현우 다은",
        form: FamilyGivenTogether,
    },
    Script {
        name: "Tamil",
        family: "சுப்பிரமணியன் கிருஷ்ணன் ராமசாமி முருகன் வேலு",
        given: "கார்த்திக் மீனாட்சி செல்வி அருண் பொன்னி",
        form: GivenFamily,
    },
    Script {
        name: "Bengali",
        family: "চট্টোপাধ্যায় ইসলাম দাস সেনগুপ্ত রহমান",
        given: "অনন্যা সৌম্য রুপা কৃষ্ণেন্দু নাসরিন",
        form: GivenFamily,
    },
    Script {
        name: "Georgian",
        family: "ბერიძე კაპანაძე გელაშვილი მამედოვი ჯაფარიძე",
        given: "ნინო გიორგი თამარ ლევანი ქეთევან",
        form: GivenFamily,
    },
    Script {
        name: "Armenian",
        family: "Հակոբյան Սարգսյան Գրիգորյան Պետրոսյան Ղազարյան",
        given: "Անահիտ Տիգրան Մարիամ Հովհաննես Լուսինե",
        form: GivenFamily,
    },
    Script {
        name: "Amharic",
        family: "ተስፋዬ በቀለ ኃይለማርያም ገብረመድኅን ወልደ",
        given: "አበበ ሰላማዊት ዮሐንስ ትዕግሥት ኪዳነ",
        form: GivenFamily,
    },
    Script {
        name: "Khmer", family: "សុខ ចាន់ គឹម ហេង លី", given: "សុភា វណ្ណា ច័ន្ទ ស្រីមុំ ដារ៉ា", form: FamilyGiven
    },
];

impl Script {
    /// A full name; the two numbers choose its parts, and any number will do.
    pub fn person(&self, family: u64, given: u64) -> String {
        let pick = |names: &'static str, number: u64| {
            let names: Vec<&str> = names.split(' ').collect();
            names[(number % names.len() as u64) as usize]
        };
        let (family, given) = (pick(self.family, family), pick(self.given, given));
        match self.form {
            GivenFamily => format!("{given} {family}"),
            FamilyGiven => format!("{family} {given}"),
            FamilyGivenTogether => format!("{family}{given}"),
        }
    }
}

/// Names of all kinds that a sheet has held somewhere.
pub fn awkward() -> Vec<String> {
    let mut names: Vec<String> = [
        "Cohen כהן (TLV)",
        "محمد (Mo) الأحمد-Smith 3rd",
        "שרה Cohen-לוי, M.Sc.",
        "علي ٢٠٢٦ / Ali 2026",
        "Anna 田中 Αλεξάνδρα Петрова",
        "Zoë 👩🏽‍💻 Müller",
        "👨‍👩‍👧‍👦 García",
        "Jürgen 🇩🇪🎓✨",
        "🙂",
        // decomposed forms, and marks that stack
        "Łucja Dvor\u{30c}a\u{301}k",
        "Nguye\u{302}\u{303}n Thi\u{323} A\u{301}nh",
        "O\u{323}la\u{301}s\u{323}ubo\u{323}\u{300}mi\u{301} Adéwálé",
        "Z\u{335}\u{321}a\u{334}\u{327}l\u{336}\u{322}g\u{337}o\u{338}\u{325} Marks\u{308}\u{304}\u{301}",
        "Άρης Ώρα\u{345}ς",
        "Ле\u{301}на Й\u{301}ова",
        "شَرِيفَة المُعْتَزّ بِٱللّٰه",
        "שָׂרָה בַּת־שֶׁבַע",
        "پژمان گل‌چین می‌نویسد",
        "क्षत्रिय ज्ञानेन्द्र द्व्यर्थी श्रृंगारपुरे",
        "ร้อยตำรวจเอกหญิงน้ำทิพย์กุลพัฒนวิศิษฏ์ศรีสุวรรณภูมิ",
        "𠮷野 家𡈽",
        "ｶﾀｶﾅ ﾊﾝｶｸ",
        "𝓐𝓷𝓷𝓪 𝔅𝔢𝔯𝔤",
        "İpek Iğdır ıssız ﬁnal",
        "X Æ A-12",
        "O",
        "d’Angelo-O'Brien, Jr.",
        "\"Bob\" <bob@x.org> & Co; {x} [y]",
        "{{ candidate.name }} {% raw %} { $name }",
        "back\\slash (((un)balanced %$#~^_`",
        "-- =SUM(A1:A9)",
        "María Fernanda de los Ángeles Villaseñor y Gutiérrez-Montes 1",
        "Константин Александрович Рождественский-Преображенский младший",
        "عبد الرحمن بن محمد بن عبد العزيز آل الشيخ المعروف بابن النجار",
        "अनंतपद्मनाभस्वामी विश्वेश्वरय्या चट्टोपाध्याय त्रिलोकीनाथ शर्मा",
    ]
    .map(str::to_owned)
    .into();
    names.push("Wolfeschlegelsteinhausenbergerdorff".repeat(4).chars().take(120).collect());
    names.push("абвгдежзийклмнопрстуфхцчшщъыьэюя".repeat(4).chars().take(120).collect());
    names.push(
        "Ana Luísa Beatriz Carolina Francisca Gabriela Joaquina ".repeat(4).chars().take(199).chain(['e']).collect(),
    );
    names.push("यशोधरा कृष्णमूर्ति महालक्ष्मी त्र्यंबकेश्वर ".repeat(5).chars().take(199).chain(['न']).collect());
    names
}

/// What coaches write, a sentence for each script.
pub const SENTENCES: [&str; 14] = [
    "Good step forward: keep the lab log going, and bring three failed pipeline runs with the line that told you why.",
    "Straße für Straße: erst die Übungen zur Überwachung, dann die größeren Aufgaben; wöchentlich zählt mehr als täglich.",
    "Επαναλάβετε τα εργαστήρια της ασφάλειας, γράψτε τι άλλαξε κάθε φορά και ελάτε την Πέμπτη με δύο ερωτήσεις.",
    "Повторите упражнения по восстановлению после сбоя и запишите, сколько минут заняло каждое; сравним в четверг.",
    "Hãy làm lại các bài thực hành về triển khai, ghi lại từng bước đã thất bại và mang sổ đến buổi học thứ Năm.",
    "راجع تمارين المراقبة (CloudWatch) مرتين في الأسبوع، واكتب ما تغيّر في كل مرة؛ نلتقي يوم الخميس الساعة 18:30.",
    "חזרו על תרגילי האבטחה (IAM) פעמיים בשבוע, רשמו מה השתנה בכל פעם, ונפגש ביום חמישי בשעה 18:30.",
    "सुरक्षा के अभ्यास दोबारा कीजिए, हर बार क्या बदला यह लिखिए, और गुरुवार को दो प्रश्न लेकर आइए।",
    "ทบทวนแบบฝึกหัดเรื่องความปลอดภัยสัปดาห์ละสองครั้งจดสิ่งที่เปลี่ยนไปทุกครั้งแล้วนำคำถามสองข้อมาในวันพฤหัสบดี",
    "请把监控的实验再做两遍，记下每次改变了什么，星期四带两个问题来。",
    "監視の演習をもう一度行い、毎回何が変わったかを書き留めて、木曜日に質問を二つ持ってきてください。",
    "모니터링 실습을 두 번 더 하고, 매번 무엇이 달라졌는지 적어서 목요일에 질문 두 개를 가져오세요.",
    "பாதுகாப்புப் பயிற்சிகளை மீண்டும் செய்து, ஒவ்வொரு முறையும் மாறியதை எழுதுங்கள்.",
    "See https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/WhatIsCloudWatch.html#a-very-long-anchor-without-any-space-in-it 🎯",
];
